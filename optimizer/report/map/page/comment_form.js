// The window in which one opinion is written or changed.

var lastSpoken = { group: "", speaker: "" }; // one person often writes several
var commentDrafts = {}; // texts of forms that were closed without saving, by subject

var COMMENT_PERSONAL = /(^|\D)(1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\d{17}[\dXx])(?!\d)/;

function writeComment(subject, opinion) {
  var form = new CommentForm(subject, opinion || null);
  openModal(say(opinion ? "comment.change" : "comment.add"), form.body(), function () {
    form.keepDraft();
  });
}

function CommentForm(subject, opinion) {
  this.subject = subject;
  this.before = opinion;
  this.isSaved = false;
  this.about = opinion ? opinion.about : subject.about;
  this.group = opinion ? opinion.group : lastSpoken.group;
  this.stance = opinion ? opinion.stance : "";
  this.kind = opinion && opinion.wish ? opinion.wish.kind : "";
  this.other = opinion && opinion.wish ? placeOfKey(opinion.wish.b) : -1;
}

function commentToday() {
  var now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
    return String(part).padStart(2, "0");
  }).join("-");
}

function commentField(text, node) {
  return el("label.field", el("span.field-name", text), node);
}

// A group of radio buttons; `pick` is called with the value chosen.
function commentRadios(name, legend, values, chosen, pick) {
  var set = el("fieldset.field", el("legend.field-name", legend));
  values.forEach(function (pair) {
    var input = el("input");
    input.type = "radio";
    input.name = "comment-" + name;
    input.value = pair[0];
    input.checked = pair[0] === chosen;
    input.addEventListener("change", function () { pick(pair[0]); });
    put(set, el("label.choice-row", input, el("span", pair[1])));
  });
  return set;
}

CommentForm.prototype.body = function () {
  this.alert = el("p.comment-fault");
  this.alert.setAttribute("role", "alert");
  this.text = el("textarea.comment-input");
  this.text.maxLength = OPINIONS.mostText;
  this.text.rows = 4;
  this.text.value = commentDrafts[this.draftName()]
    || (this.before ? this.before.text : "");
  return el("div.modal-body",
    storeWorks() ? null : el("p.comment-loud", say("comment.noStore")),
    this.aboutField(),
    this.choices("group", "comment.who", "comment.group.", OPINIONS.groups),
    this.choices("stance", "comment.stance", "comment.stance.", OPINIONS.stances),
    commentField(say("comment.text"), this.text),
    this.wishField(), this.whoField(),
    el("p.hint", say("comment.noNames")),
    this.alert,
    el("div.comment-tools",
      button("comment-save", say("comment.save"), this.save.bind(this)),
      button("comment-cancel", say("comment.cancel"), function () { closeModal(); })));
};

CommentForm.prototype.choices = function (name, legend, prefix, values) {
  var form = this;
  return commentRadios(name, say(legend), values.map(function (value) {
    return [value, say(prefix + value)];
  }), this[name], function (value) { form[name] = value; });
};

CommentForm.prototype.draftName = function () {
  var subject = this.subject;
  return [app.view.place, this.before ? this.before.id : "", subject.school,
    subject.alliance ? subject.alliance.key : ""].join(" ");
};

CommentForm.prototype.keepDraft = function () {
  commentDrafts[this.draftName()] = this.isSaved ? "" : this.text.value;
};

// A school can be spoken of alone, or with the alliance it is in.
CommentForm.prototype.aboutField = function () {
  var form = this;
  var subject = this.subject;
  var name = subject.alliance ? subject.alliance.name : "";
  if (subject.school === null) return el("p.comment-about", name);
  var school = app.view.schools[subject.school];
  if (!subject.alliance) return el("p.comment-about", school.name);
  return commentRadios("about", say("comment.about"),
    [["school", school.name], ["alliance", name]], this.about,
    function (value) { form.about = value; });
};

CommentForm.prototype.whoField = function () {
  this.speaker = el("input.comment-input");
  this.speaker.type = "text";
  this.speaker.maxLength = OPINIONS.mostSpeaker;
  this.speaker.autocomplete = "off";
  this.speaker.placeholder = say("comment.speakerHint");
  this.speaker.value = this.before ? this.before.speaker || "" : lastSpoken.speaker;
  this.date = el("input.comment-input");
  this.date.type = "date";
  this.date.value = this.before ? this.before.date : commentToday();
  return el("div.comment-pair", commentField(say("comment.speaker"), this.speaker),
    commentField(say("comment.date"), this.date));
};

// Which row of the pair table is asked for, if any.
CommentForm.prototype.wishField = function () {
  var form = this;
  var kind = el("select.comment-input.comment-kind");
  [["", say("comment.noWish")]].concat(OPINIONS.wishes.map(function (value) {
    return [value, say("comment.wish." + value)];
  })).forEach(function (pair) { kind.appendChild(commentOption(pair[0], pair[1])); });
  kind.value = this.kind;
  this.first = el("select.comment-input.comment-first");
  var inside = this.subject.school !== null ? [this.subject.school]
    : schoolsOf(this.subject.alliance);
  inside.forEach(function (i) {
    form.first.appendChild(commentOption(String(i), app.view.schools[i].name));
  });
  if (this.before && this.before.wish) {
    this.first.value = String(placeOfKey(this.before.wish.a));
  }
  var picker = schoolPicker(this.other, function (i) { form.other = i; });
  var more = el("div.comment-wish-more",
    commentField(say("comment.first"), this.first), picker);
  function refresh() {
    form.kind = kind.value;
    more.hidden = !form.kind;
  }
  kind.addEventListener("change", refresh);
  refresh();
  return el("div.comment-wish-field", commentField(say("comment.wish"), kind), more);
};

function commentOption(value, text) {
  var node = el("option", text);
  node.value = value;
  return node;
}

// The key of a text that tells what is missing; "" if nothing is.
CommentForm.prototype.fault = function () {
  if (!this.group) return "comment.needGroup";
  if (!this.stance) return "comment.needStance";
  if (this.kind && (this.other < 0 || this.other === Number(this.first.value))) {
    return "comment.needOther";
  }
  if (this.stance !== "support" && !this.kind && !this.text.value.trim()) {
    return "comment.needText";
  }
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(this.date.value)) return "comment.needDate";
  var written = this.text.value + "\n" + this.speaker.value;
  return COMMENT_PERSONAL.test(written) ? "comment.personal" : "";
};

CommentForm.prototype.opinion = function () {
  var isAlliance = this.about === "alliance";
  var about = isAlliance ? this.subject.alliance : app.view.schools[this.subject.school];
  var wish = null;
  if (this.kind) {
    wish = { kind: this.kind, a: DATA.schools[Number(this.first.value)].key,
      b: DATA.schools[this.other].key };
  }
  return {
    id: this.before ? this.before.id : newOpinionId(),
    rev: this.before ? this.before.rev + 1 : 1,
    about: this.about, key: about.key, name: about.name,
    group: this.group, stance: this.stance, text: this.text.value.trim(),
    wish: wish, date: this.date.value, speaker: this.speaker.value.trim(),
  };
};

CommentForm.prototype.save = function () {
  var fault = this.fault();
  if (fault) {
    put(clear(this.alert), say(fault));
    return;
  }
  lastSpoken = { group: this.group, speaker: this.speaker.value.trim() };
  keepOpinion(this.opinion());
  this.isSaved = true;
  if (this.before) showComments();
  else closeModal();
};
