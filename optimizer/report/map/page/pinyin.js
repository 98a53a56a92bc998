// Names found by how they are read: esz, enshizhou and ensz all find 恩施州.

var LETTERS = /^[a-z0-9]+$/;
var MOST_LETTERS = 30;

// What each character can stand for: its readings, itself if it is a letter or digit,
// nothing if it is a mark between others, and a wall if it is a space.
function soundsOf(character) {
  var readings = Object.prototype.hasOwnProperty.call(DATA.pinyin, character)
    ? DATA.pinyin[character] : null;
  if (readings) return readings.split(" ");
  if (LETTERS.test(character)) return [character];
  return character === " " ? null : [];
}

// From each count of letters already read, the counts after one more character, which
// gives any beginning of one of its readings.
function readOn(ends, sounds, letters) {
  if (sounds && !sounds.length) return ends;
  var next = [true]; // a name may be read from any of its characters on
  (sounds || []).forEach(function (sound) {
    ends.forEach(function (isEnd, from) {
      if (!isEnd) return;
      for (var n = 1; n <= sound.length; n += 1) {
        if (sound.charAt(n - 1) !== letters.charAt(from + n - 1)) return;
        next[from + n] = true;
      }
    });
  });
  return next;
}

// Tell whether letters can be read off consecutive characters of a text.
function readsAs(text, letters) {
  if (!LETTERS.test(letters) || letters.length > MOST_LETTERS) return false;
  var ends = [true];
  for (var i = 0; i < text.length; i += 1) {
    ends = readOn(ends, soundsOf(text.charAt(i)), letters);
    if (ends[letters.length]) return true;
  }
  return false;
}
