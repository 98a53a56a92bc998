// A window over the page: labelled, focus kept inside, Escape closes it.

var FOCUSABLE = "button, input, select, textarea, [tabindex]";
var openedModal = null;

// Returns the window; only one is open at a time. It closes itself with closeModal(),
// which calls `onClose` first.
function openModal(title, content, onClose) {
  var opener = openedModal ? openedModal.opener : document.activeElement;
  closeModal(true);
  var heading = el("h2.modal-title", title);
  heading.id = "modal-title";
  heading.tabIndex = -1;
  var close = button("modal-close", "×", function () { closeModal(); });
  close.setAttribute("aria-label", say("comment.close"));
  var box = el("div.modal", el("header.modal-head", heading, close), content);
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  box.setAttribute("aria-labelledby", heading.id);
  var cover = el("div.modal-cover", box);
  cover.addEventListener("keydown", function (event) { pressInModal(event, box); });
  cover.addEventListener("mousedown", function (event) {
    if (event.target === cover) event.preventDefault(); // a slip keeps what was typed
  });
  document.body.appendChild(cover);
  openedModal = { cover: cover, opener: opener, onClose: onClose };
  heading.focus(); // before the rest is hidden: what has the focus must not be
  document.querySelector(".app").setAttribute("aria-hidden", "true");
  return box;
}

function closeModal(isReplaced) {
  if (!openedModal) return;
  var opener = openedModal.opener;
  if (openedModal.onClose) openedModal.onClose();
  document.body.removeChild(openedModal.cover);
  document.querySelector(".app").removeAttribute("aria-hidden");
  openedModal = null;
  if (isReplaced !== true && opener && document.contains(opener)) opener.focus();
}

// No key leaves the window: the map below has its own.
function pressInModal(event, box) {
  event.stopPropagation();
  if (event.isComposing) return; // the key is for the input method
  if (event.key === "Escape") {
    event.preventDefault();
    closeModal();
  } else if (event.key === "Tab") {
    turnFocus(event, box);
  }
}

function turnFocus(event, box) {
  var all = Array.prototype.filter.call(box.querySelectorAll(FOCUSABLE), function (node) {
    return !node.disabled && node.tabIndex >= 0 && node.offsetParent !== null;
  });
  var first = all[0];
  var last = all[all.length - 1];
  var at = document.activeElement;
  if (event.shiftKey && (at === first || all.indexOf(at) < 0)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}
