//! The file as such: it starts, asks for nothing, and cannot send anything.

use std::io::Read as _;

use crate::support::{Desk, Version, built_page, in_every_browser};

in_every_browser!(it_starts_and_asks_for_nothing, nothing_can_be_sent, text_cannot_become_code, a_worker_can_run);

/// From a folder with spaces and Chinese characters, as the desk has it.
fn it_starts_and_asks_for_nothing(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    page.wait_for_text("#app", "四上台账");
    assert_eq!(page.eval("document.characterSet + document.documentElement.lang"), "UTF-8zh-CN");
    assert_eq!(page.count(".boot-starting"), 0);
    assert_eq!(page.requests().len(), 1, "{:?}", page.requests());
    assert!(page.requests()[0].starts_with("file:///"));
    assert_eq!(page.errors(), Vec::<String>::new());
}

fn nothing_can_be_sent(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    page.eval("window.refused = []; addEventListener('securitypolicyviolation', it => refused.push(it.effectiveDirective)); 0");
    // Somebody who listens, to see that really nothing arrives.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let address = format!("http://127.0.0.1:{port}/");
    for (attempt, directive) in [
        (format!("fetch('{address}').catch(() => 0), 0"), "connect-src"),
        (format!("navigator.sendBeacon('{address}', 'x'), 0"), "connect-src"),
        (format!("(it => {{ it.open('GET', '{address}'); try {{ it.send() }} catch (_) {{}} }})(new XMLHttpRequest()), 0"), "connect-src"),
        (format!("(() => {{ try {{ new WebSocket('ws://127.0.0.1:{port}/') }} catch (_) {{}} }})(), 0"), "connect-src"),
        (format!("(() => {{ try {{ new EventSource('{address}') }} catch (_) {{}} }})(), 0"), "connect-src"),
        (format!("(it => {{ it.src = '{address}' }})(new Image()), 0"), "img-src"),
        (format!("(it => {{ it.src = '{address}'; document.head.append(it) }})(document.createElement('script')), 0"), "script-src-elem"),
        (format!("(it => {{ it.src = '{address}'; document.body.append(it) }})(document.createElement('iframe')), 0"), "frame-src"),
        (format!("(it => {{ it.rel = 'stylesheet'; it.href = '{address}'; document.head.append(it) }})(document.createElement('link')), 0"), "style-src-elem"),
        (format!("(it => {{ it.action = '{address}'; document.body.append(it); it.submit() }})(document.createElement('form')), 0"), "form-action"),
        ("(it => { it.textContent = 'window.injected = 1'; document.body.append(it) })(document.createElement('script')), 0".into(), "script-src-elem"),
    ] {
        page.eval("refused.length = 0");
        page.eval(&attempt);
        page.until_true("refused.length > 0");
        let refused = page.eval("refused[0]");
        assert!(refused.as_str().unwrap().starts_with(directive.trim_end_matches("-elem")), "{attempt}: {refused}");
    }
    assert_eq!(page.eval("typeof injected"), "undefined");
    browser.kill();
    // Current Chromium opens a connection for a frame or a form before it looks at the policy. Nothing is said on it.
    while let Ok((mut connection, _)) = listener.accept() {
        connection.set_nonblocking(false).unwrap();
        let mut said = Vec::new();
        connection.read_to_end(&mut said).unwrap();
        assert_eq!(said, b"");
    }
}

fn text_cannot_become_code(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.page();
    for attempt in
        ["eval('1')", "new Function('return 1')()", "(() => { setTimeout('window.injected = 1'); return 0 })()"]
    {
        let script = format!("(() => {{ try {{ return {attempt} }} catch (error) {{ return error.name }} }})()");
        // The protocol itself may evaluate text: ask from a task of the page's own.
        let asked = format!("new Promise(resolve => requestAnimationFrame(() => resolve({script})))");
        let answer = page.eval(&asked);
        assert!(answer == "EvalError" || answer == 0, "{attempt}: {answer}");
    }
    page.eval("new Promise(resolve => setTimeout(resolve, 50))");
    assert_eq!(page.eval("typeof injected"), "undefined");
}

/// Long work is done in a worker that is made of the page's own script and handed the module that the page has
/// compiled; the policy must let it.
fn a_worker_can_run(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.before_each_page(
        "for (const way of ['instantiate', 'instantiateStreaming']) {
           const instantiate = WebAssembly[way];
           WebAssembly[way] = (...all) => instantiate(...all).then(it => (window.keptModule = it.module, it));
         }",
    );
    page.load(&desk.page_file());
    page.until_true("performance.getEntriesByName('sishang-usable').length > 0");
    let answer = page.eval(
        "new Promise((resolve, reject) => {
           const code = document.getElementById('program').textContent + `
             onmessage = it => {
               const imports = {};
               for (const {module, name} of WebAssembly.Module.imports(it.data)) (imports[module] = imports[module] || {})[name] = () => 0;
               WebAssembly.instantiate(it.data, imports).then(_ => postMessage(typeof wasm_bindgen), error => postMessage(String(error)));
             }`;
           const worker = new Worker(URL.createObjectURL(new Blob([code])));
           worker.onmessage = it => resolve(it.data);
           worker.onerror = it => reject(new Error('worker: ' + it.message));
           worker.postMessage(keptModule);
         })",
    );
    assert_eq!(answer, "function");
}

#[test]
fn it_is_under_three_megabytes() {
    let size = std::fs::metadata(built_page()).unwrap().len();
    assert!(size < 3_000_000, "{size}");
}
