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

  function start(bytes) {
    performance.mark('sishang-unpacked');
    return wasm_bindgen({ module_or_path: bytes }).then(function () {
      root.className = '';
      lock();
      performance.mark('sishang-usable');
      requestAnimationFrame(function () { setTimeout(function () { performance.mark('sishang-painted'); }); });
    });
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
    var bytes = decode(document.getElementById('module').textContent);
    if (typeof DecompressionStream !== 'function') return Promise.resolve(sishangInflate(bytes));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  }

  window.addEventListener('error', fault);
  window.addEventListener('unhandledrejection', fault);
  document.getElementById('boot-again').addEventListener('click', function () { location.reload(); });
  new Promise(function (resolve) { resolve(unpack()); }).then(start).then(null, function (reason) { show('failed', reason); });
})();
