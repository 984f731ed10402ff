// /post/ID#c-COMMENT: where that comment stands on the page the browser is there already. Else it is on another
// page of the list, and its own address leads to its thread.
const asked = location.hash.match(/^#c-(\d+)$/)?.[1];
if (asked && !document.getElementById(`c-${asked}`)) location.replace(`/post/${asked}`);
