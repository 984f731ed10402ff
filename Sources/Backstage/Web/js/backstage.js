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
import "./comment-link.js";
import "./tabs.js";
import "./select-all.js";
import "./notification-panel.js";
import "./live-bell.js";
import "./clip-player.js";
import "./looping-clip.js";
import "./seen.js";
import { whenThere } from "./arrivals.js";

// A dozen files that only the pages of videos need.
whenThere("video-player", () => import("./video-player.js"));
whenThere("video-progress", () => import("./video-progress.js"));
whenThere("moment-field", () => import("./moment-field.js"));

// Only forms with videos.
whenThere("upload-field", () => import("./upload-field.js"));
whenThere("poster-field", () => import("./poster-field.js"));

// Only the composer, and where people are mentioned.
whenThere("form[data-draft]", () => import("./draft-saver.js"));
whenThere("form[data-preview]", () => import("./composer-preview.js"));
whenThere("select[data-guess]", () => import("./time-zone.js"));
whenThere("mention-field", () => import("./mention-field.js"));

// Only the queue of comments.
whenThere("form[data-queue]", () => import("./moderation-keys.js"));
