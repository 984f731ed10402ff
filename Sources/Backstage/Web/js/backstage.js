// The scripts of every page. Each improves markup that already works without it (docs: design, "Without
// scripts").
import "./menus.js";
import "./local-time.js";
import "./poll-editor.js";
import "./photo-field.js";
import "./character-count.js";
import "./draft-keeper.js";
import "./swap-form.js";
import "./upload.js";
import "./share-button.js";
import "./notification-panel.js";
import "./live-bell.js";
