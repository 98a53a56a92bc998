// The file of opinions, alliance-opinions/1: written, and read back. Its contract
// stands in optimizer/opinions/contract.py.

var OPINIONS = {
  schema: "alliance-opinions/1",
  groups: ["staff", "parents", "township", "village", "experts"],
  stances: ["support", "oppose", "amend"],
  wishes: ["together", "apart", "refused"],
  mostText: 2000, mostSpeaker: 40, mostName: 300, mostBytes: 8000000,
};

// JSON with sorted keys and no blanks: the text the hash is made of.
function canonicalJson(value) {
  if (Array.isArray(value)) return "[" + value.map(canonicalJson).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return "{" + Object.keys(value).sort().map(function (key) {
    return JSON.stringify(key) + ":" + canonicalJson(value[key]);
  }).join(",") + "}";
}

function opinionHash(document_) {
  var bare = Object.assign({}, document_);
  delete bare.hash;
  return "sha256:" + sha256(canonicalJson(bare));
}

// Text without half characters, which no file can hold, and of a bounded length.
function wholeText(text, most) {
  var kept = "";
  for (var i = 0; i < text.length && kept.length < most; i += 1) {
    var code = text.charCodeAt(i);
    if (code < 0xd800 || code > 0xdfff) {
      kept += text[i];
    } else {
      var next = text.charCodeAt(i + 1);
      var isPair = code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
      if (isPair && kept.length + 2 > most) break;
      kept += isPair ? text[i] + text[i + 1] : "\ufffd";
      if (isPair) i += 1;
    }
  }
  return kept;
}

// The parts of an opinion that leave the page; what the page keeps for itself does not.
function bareOpinion(opinion) {
  var wish = opinion.wish;
  return {
    id: opinion.id, rev: opinion.rev, about: opinion.about, key: opinion.key,
    name: wholeText(opinion.name, OPINIONS.mostName),
    group: opinion.group, stance: opinion.stance,
    text: wholeText(opinion.text, OPINIONS.mostText),
    wish: wish ? { kind: wish.kind, a: wish.a, b: wish.b } : null,
    date: opinion.date,
    speaker: wholeText(opinion.speaker || "", OPINIONS.mostSpeaker),
  };
}

function opinionDocument(plan, opinions) {
  var made = {
    schema: OPINIONS.schema,
    plan: { sha256: plan.sha256,
      version: wholeText(plan.number || "", OPINIONS.mostName),
      title: wholeText(plan.title || "", OPINIONS.mostName) },
    opinions: opinions.map(bareOpinion),
  };
  made.hash = opinionHash(made);
  return made;
}

function isHex(value, digits) {
  return typeof value === "string" && value.length === digits
    && /^[0-9a-f]+$/.test(value);
}

function isTextUpTo(value, most) {
  return typeof value === "string" && value.length <= most;
}

function isWish(wish) {
  return wish === null || (typeof wish === "object" && isHex(wish.a, 12)
    && isHex(wish.b, 12) && wish.a !== wish.b && OPINIONS.wishes.indexOf(wish.kind) >= 0);
}

function isOpinion(o) {
  return Boolean(o) && typeof o === "object" && isHex(o.id, 16) && o.rev >= 1
    && Number.isInteger(o.rev) && isHex(o.key, 12)
    && (o.about === "alliance" || o.about === "school")
    && OPINIONS.groups.indexOf(o.group) >= 0 && OPINIONS.stances.indexOf(o.stance) >= 0
    && isTextUpTo(o.name, OPINIONS.mostName) && isTextUpTo(o.text, OPINIONS.mostText)
    && isTextUpTo(o.speaker === undefined ? "" : o.speaker, OPINIONS.mostSpeaker)
    && isTextUpTo(o.date, 10) && /^\d{4}-\d{2}-\d{2}$/.test(o.date) && isWish(o.wish);
}

// Nesting too deep for the hash is in no file of ours.
function hasOwnHash(document_) {
  try {
    return document_.hash === opinionHash(document_);
  } catch (error) {
    return false;
  }
}

// What a file says of a plan, or the key of a text that tells why it cannot be used.
function readOpinions(text, plan) {
  var found;
  try {
    found = JSON.parse(text);
  } catch (error) {
    return { fault: "comment.notAFile" };
  }
  if (!found || found.schema !== OPINIONS.schema || !Array.isArray(found.opinions)) {
    return { fault: "comment.notAFile" };
  }
  if (!hasOwnHash(found)) return { fault: "comment.changed" };
  if (!found.plan || found.plan.sha256 !== plan.sha256) {
    return { fault: "comment.otherPlan" };
  }
  if (!found.opinions.every(isOpinion)) return { fault: "comment.notAFile" };
  return { opinions: found.opinions.map(bareOpinion) };
}

// The mark is from the hash: the files of many people come together in one folder.
function opinionFileName(plan, number, hash) {
  var which = plan.number || plan.sha256.slice(0, 12);
  // Nothing a file system objects to.
  var safe = which.replace(/[\\/:*?"<>|\s\u0000-\u001f\ufffd.]+/g, "_").slice(0, 40);
  return say("comment.file",
    { plan: wholeText(safe, 40), n: number, mark: hash.slice(-6) });
}

function downloadText(name, text) {
  var address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  var link = el("a");
  link.href = address;
  link.download = name;
  link.hidden = true;
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  window.setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
}
