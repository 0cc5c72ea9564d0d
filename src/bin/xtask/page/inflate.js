// Unpacks gzip where the browser has no DecompressionStream (Chromium before 80). RFC 1951 and 1952, in ES5.
// It expects the plain header of ten bytes that our packer writes, and refuses whatever is damaged or cut short.
function sishangInflate(source) {
  var end = source.length - 8, at = 10, hold = 0, held = 0, out, filled = 0;
  var BASE_LENGTH = [], BASE_DISTANCE = [], EXTRA_LENGTH = [], EXTRA_DISTANCE = [], i, last, kind;

  function broken() { throw new Error('程序文件不完整'); }

  function number(place) {
    return (source[place] | source[place + 1] << 8 | source[place + 2] << 16 | source[place + 3] << 24) >>> 0;
  }

  function checksum(bytes) {
    var table = [], crc, n, bit;
    for (n = 0; n < 256; n++) {
      for (crc = n, bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
      table[n] = crc;
    }
    for (crc = -1, n = 0; n < bytes.length; n++) crc = table[(crc ^ bytes[n]) & 255] ^ crc >>> 8;
    return (crc ^ -1) >>> 0;
  }

  function bits(count) {
    var value;
    while (held < count) {
      if (at >= end) broken();
      hold |= source[at++] << held;
      held += 8;
    }
    value = hold & ((1 << count) - 1);
    hold >>>= count;
    held -= count;
    return value;
  }

  // From code lengths to a table: the next `most` bits, as they come, index symbol * 16 + length.
  function table(lengths) {
    var counts = [], next = [], most = 1, symbol, length, code, reversed, bit, entries;
    for (length = 0; length < 16; length++) counts[length] = 0;
    for (symbol = 0; symbol < lengths.length; symbol++) {
      counts[lengths[symbol]]++;
      if (lengths[symbol] > most) most = lengths[symbol];
    }
    counts[0] = 0;
    for (code = 0, length = 1; length < 16; length++) {
      code = (code + counts[length - 1]) << 1;
      next[length] = code;
    }
    entries = new Uint16Array(1 << most);
    for (symbol = 0; symbol < lengths.length; symbol++) {
      length = lengths[symbol];
      if (!length) continue;
      code = next[length]++;
      for (reversed = 0, bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
      for (; reversed < entries.length; reversed += 1 << length) entries[reversed] = symbol << 4 | length;
    }
    return { entries: entries, most: most };
  }

  function symbol(codes) {
    var entry;
    // The eight bytes after the data let the last code be looked up with bits that are not its own.
    while (held < codes.most && at < source.length) {
      hold |= source[at++] << held;
      held += 8;
    }
    entry = codes.entries[hold & ((1 << codes.most) - 1)];
    if (!(entry & 15) || (entry & 15) > held) broken();
    hold >>>= entry & 15;
    held -= entry & 15;
    return entry >> 4;
  }

  function stored() {
    var length;
    at -= held >> 3;
    hold = held = 0;
    length = source[at] | source[at + 1] << 8;
    at += 4;
    if (at + length > end || filled + length > out.length) broken();
    out.set(source.subarray(at, at + length), filled);
    at += length;
    filled += length;
  }

  function fixed() {
    var lengths = [], distances = [], n;
    for (n = 0; n < 288; n++) lengths[n] = n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8;
    for (n = 0; n < 30; n++) distances[n] = 5;
    return [table(lengths), table(distances)];
  }

  function dynamic() {
    var ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    var literals = bits(5) + 257, distances = bits(5) + 1, count = bits(4) + 4, lengths = [], all = [], n, code, repeat, value;
    for (n = 0; n < 19; n++) lengths[n] = 0;
    for (n = 0; n < count; n++) lengths[ORDER[n]] = bits(3);
    code = table(lengths);
    while (all.length < literals + distances) {
      n = symbol(code);
      repeat = n < 16 ? 1 : n === 16 ? bits(2) + 3 : n === 17 ? bits(3) + 3 : bits(7) + 11;
      value = n < 16 ? n : n === 16 ? all[all.length - 1] : 0;
      while (repeat--) all.push(value);
    }
    return [table(all.slice(0, literals)), table(all.slice(literals, literals + distances))];
  }

  function block(codes) {
    var code, length, distance;
    while ((code = symbol(codes[0])) !== 256) {
      if (code < 256) {
        if (filled >= out.length) broken();
        out[filled++] = code;
        continue;
      }
      code -= 257;
      length = BASE_LENGTH[code] + bits(EXTRA_LENGTH[code]);
      code = symbol(codes[1]);
      distance = BASE_DISTANCE[code] + bits(EXTRA_DISTANCE[code]);
      if (!(distance <= filled) || !(filled + length <= out.length)) broken();
      for (; length--; filled++) out[filled] = out[filled - distance];
    }
  }

  for (i = 0, last = 3; i < 28; i++) {
    EXTRA_LENGTH[i] = i < 8 ? 0 : (i >> 2) - 1;
    BASE_LENGTH[i] = last;
    last += 1 << EXTRA_LENGTH[i];
  }
  BASE_LENGTH[28] = 258;
  EXTRA_LENGTH[28] = 0;
  for (i = 0, last = 1; i < 30; i++) {
    EXTRA_DISTANCE[i] = i < 4 ? 0 : (i >> 1) - 1;
    BASE_DISTANCE[i] = last;
    last += 1 << EXTRA_DISTANCE[i];
  }

  if (source[0] !== 31 || source[1] !== 139 || source[3] !== 0) broken();
  out = new Uint8Array(number(end + 4));
  do {
    last = bits(1);
    kind = bits(2);
    if (kind === 0) stored();
    else if (kind === 1) block(fixed());
    else if (kind === 2) block(dynamic());
    else broken();
  } while (!last);
  if (filled !== out.length || checksum(out) !== number(end)) broken();
  return out;
}
