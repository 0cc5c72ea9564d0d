// The last script of the page: unpacks the module, starts it, and says so when it cannot.
(function () {
  var root = document.documentElement;
  if (typeof sishangUnfit !== 'string' || sishangUnfit) return;

  function show(state, reason) {
    var places = document.querySelectorAll('.boot-reason'), i;
    root.className = 'boot-is-' + state;
    for (i = 0; i < places.length; i++) places[i].textContent = String(reason);
  }

  // A fault inside the program after it has started: say so, never go on silently on a dead page.
  function fault(event) {
    var reason = event.error || event.reason;
    if (reason instanceof WebAssembly.RuntimeError) show('stopped', reason);
  }

  // From here on nothing on the page may turn text into code. Only the start needed it: Chromium before 97 asks for
  // 'unsafe-eval' to compile a module. Policies add up, so this one can only forbid.
  function lock() {
    var policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'wasm-unsafe-eval'; worker-src blob:";
    document.head.appendChild(policy);
  }

  // Bytes, or a response from which the browser compiles while the rest is still being unpacked.
  function start(module) {
    return wasm_bindgen({ module_or_path: module }).then(function () {
      root.className = '';
      lock();
      performance.mark('sishang-usable');
      requestAnimationFrame(function () { setTimeout(function () { performance.mark('sishang-painted'); }); });
    });
  }

  function unpacked() {
    performance.mark('sishang-unpacked');
  }

  function decode(text) {
    var count, bytes, i;
    // Chromium from 140 on, in a third of the time.
    if (typeof Uint8Array.fromBase64 === 'function') return Uint8Array.fromBase64(text);
    text = atob(text);
    bytes = new Uint8Array(count = text.length);
    for (i = 0; i < count; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  function unpack() {
    var bytes = decode(document.getElementById('module').textContent), stream, writer;
    if (typeof DecompressionStream !== 'function') {
      bytes = sishangInflate(bytes);
      unpacked();
      return bytes;
    }
    // Straight into the stream: a Blob would travel to the browser and back.
    stream = new DecompressionStream('gzip');
    writer = stream.writable.getWriter();
    // What is damaged is told by the other end.
    writer.write(bytes).then(null, function () {});
    writer.close().then(unpacked, function () {});
    return new Response(stream.readable, { headers: { 'Content-Type': 'application/wasm' } });
  }

  window.addEventListener('error', fault);
  window.addEventListener('unhandledrejection', fault);
  document.getElementById('boot-again').addEventListener('click', function () { location.reload(); });
  new Promise(function (resolve) { resolve(unpack()); }).then(start).then(null, function (reason) { show('failed', reason); });
})();
