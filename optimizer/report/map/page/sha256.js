// SHA-256 (FIPS 180-4) of a text as UTF-8: a page opened from disk may not have the
// browser's own.

var SHA_ROUNDS = 64;

// First 32 bits behind the point of the roots of the first primes: 64 cube roots for
// the rounds, 8 square roots for the start.
function shaConstants() {
  var found = { rounds: [], start: [] };
  for (var n = 2; found.rounds.length < SHA_ROUNDS; n += 1) {
    var isPrime = true;
    for (var d = 2; d * d <= n; d += 1) isPrime = isPrime && n % d !== 0;
    if (!isPrime) continue;
    if (found.start.length < 8) found.start.push(fractionBits(Math.pow(n, 1 / 2)));
    found.rounds.push(fractionBits(Math.pow(n, 1 / 3)));
  }
  return found;
}

function fractionBits(root) {
  return Math.floor((root - Math.floor(root)) * 4294967296) | 0;
}

function sha256(text) {
  var bytes = shaPadded(new TextEncoder().encode(text));
  var constants = shaConstants();
  var state = constants.start.slice();
  for (var at = 0; at < bytes.length; at += 64) {
    shaBlock(state, shaSchedule(bytes, at), constants.rounds);
  }
  return state.map(function (word) {
    return (word >>> 0).toString(16).padStart(8, "0");
  }).join("");
}

// The message, a bit set, zeros, and its length in bits: a multiple of 64 bytes.
function shaPadded(message) {
  var blocks = Math.ceil((message.length + 9) / 64);
  var bytes = new Uint8Array(blocks * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  var bits = new DataView(bytes.buffer);
  bits.setUint32(bytes.length - 8, Math.floor(message.length / 536870912));
  bits.setUint32(bytes.length - 4, message.length << 3);
  return bytes;
}

function shaTurned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function shaSchedule(bytes, at) {
  var view = new DataView(bytes.buffer, at, 64);
  var words = [];
  for (var t = 0; t < SHA_ROUNDS; t += 1) {
    if (t < 16) {
      words.push(view.getInt32(t * 4));
      continue;
    }
    var a = words[t - 15];
    var b = words[t - 2];
    var low = shaTurned(a, 7) ^ shaTurned(a, 18) ^ (a >>> 3);
    var high = shaTurned(b, 17) ^ shaTurned(b, 19) ^ (b >>> 10);
    words.push((words[t - 16] + low + words[t - 7] + high) | 0);
  }
  return words;
}

function shaBlock(state, words, rounds) {
  var s = state.slice();
  for (var t = 0; t < SHA_ROUNDS; t += 1) {
    var high = shaTurned(s[4], 6) ^ shaTurned(s[4], 11) ^ shaTurned(s[4], 25);
    var chosen = (s[4] & s[5]) ^ (~s[4] & s[6]);
    var one = (s[7] + high + chosen + rounds[t] + words[t]) | 0;
    var low = shaTurned(s[0], 2) ^ shaTurned(s[0], 13) ^ shaTurned(s[0], 22);
    var most = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    s = [(one + low + most) | 0, s[0], s[1], s[2], (s[3] + one) | 0, s[4], s[5], s[6]];
  }
  s.forEach(function (word, k) { state[k] = (state[k] + word) | 0; });
}
