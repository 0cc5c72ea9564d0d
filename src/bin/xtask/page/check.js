// The first script of the page. ES3, so that Internet Explorer kernels read it too: it decides which message
// of index.html is shown, by a class on <html>, and whether the program is started at all.
var sishangUnfit = (function () {
  var agent = navigator.userAgent, probe, i, bytes;
  if (document.documentMode || /MSIE |Trident\//.test(agent)) return 'ie';
  if (typeof WebAssembly !== 'object' || typeof Promise !== 'function' || typeof TextDecoder !== 'function') return 'old';
  // An empty module that copies memory in bulk, the newest thing our module needs (Chromium 75).
  probe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11];
  bytes = new Uint8Array(probe.length);
  for (i = 0; i < probe.length; i++) bytes[i] = probe[i];
  return WebAssembly.validate(bytes) ? '' : 'old';
})();
document.documentElement.className = sishangUnfit ? 'boot-is-' + sishangUnfit : 'boot-is-starting';
