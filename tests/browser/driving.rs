//! The hands themselves: each helper of `support` does in every browser what its name says.

use crate::support::{Desk, Version, in_every_browser};

in_every_browser!(
    keys_and_mouse_arrive,
    files_go_in_and_out,
    a_killed_browser_keeps_what_was_stored,
    errors_and_requests_are_seen
);

const FORM: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>x</title>
<input id="first"><input id="second"><button id="far" style="position:absolute;top:3000px">远</button>
<p id="out"></p>
<script>
  var keys = [];
  addEventListener('keydown', it => keys.push((it.ctrlKey ? 'C' : '') + (it.shiftKey ? 'S' : '') + (it.altKey ? 'A' : '') + ':' + it.key + ':' + it.code));
  document.getElementById('far').addEventListener('click', it => { document.getElementById('out').textContent = '点了' + it.detail });
  document.getElementById('second').addEventListener('paste', it => {
    it.preventDefault(); it.target.value = it.clipboardData.getData('text/plain').split('\n').length + ' 行' });
</script>"#;

fn keys_and_mouse_arrive(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&desk.put("form.html", FORM));
    page.click("#first");
    page.insert("某某（集团）有限公司");
    page.type_keys("12.5-x");
    assert_eq!(page.value("#first"), "某某（集团）有限公司12.5-x");
    page.press("Backspace");
    page.press("Control+a");
    page.type_keys("7");
    assert_eq!(page.value("#first"), "7");
    page.press("Control+z");
    page.paste("8");
    page.press("Tab");
    assert_eq!(page.eval("document.activeElement.id"), "second");
    page.paste("a\nb\nc");
    assert_eq!(page.value("#second"), "3 行");
    page.press("Shift+Tab");
    assert_eq!(page.eval("document.activeElement.id"), "first");
    page.eval("keys.length = 0");
    for key in ["Enter", "ArrowDown", "Alt+ArrowUp", "Control+Shift+z", "F2", "Escape", "Control++"] {
        page.press(key);
    }
    let seen = page.eval("keys.filter(it => !/:(Control|Shift|Alt):/.test(it)).join(' ')");
    assert_eq!(seen, ":Enter:Enter :ArrowDown:ArrowDown A:ArrowUp:ArrowUp CS:z:KeyZ :F2:F2 :Escape:Escape C:+:");
    page.click("#far");
    page.wait_for_text("#out", "点了1");
    assert_eq!(page.text("#out"), "点了1");
    assert_eq!(page.count("input"), 2);
    assert_eq!(page.eval("innerWidth + 'x' + innerHeight"), "1366x768");
    let picture = desk.downloads().join("picture.png");
    page.save_screenshot(&picture);
    assert!(std::fs::read(picture).unwrap().starts_with(b"\x89PNG"));
}

const FILES: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>x</title>
<input id="in" type="file" multiple hidden><p id="out"></p><button id="save">保存</button>
<script>
  document.getElementById('in').addEventListener('change', async it => {
    const texts = await Promise.all(Array.from(it.target.files).map(async file => file.name + '=' + await file.text()));
    document.getElementById('out').textContent = texts.sort().join(' ') });
  document.getElementById('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['{"产值":820}'], { type: 'application/json' }));
    link.download = '四上台账_某镇_2026-10_第1版.json';
    link.click() });
</script>"#;

fn files_go_in_and_out(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&desk.put("files.html", FILES));
    page.choose_files("#in", &[&desk.put("甲 村.json", "甲"), &desk.put("乙.json", "乙")]);
    page.wait_for_text("#out", "乙.json=乙 甲 村.json=甲");
    page.click("#save");
    assert_eq!(browser.downloaded("四上台账_某镇_2026-10_第1版.json"), "{\"产值\":820}".as_bytes());
}

const STORE: &str = r"<!DOCTYPE html><title>x</title><script>
  const store = new Promise((resolve, reject) => {
    const request = indexedDB.open('driving', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kept');
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject });
  const put = value => store.then(it => new Promise((resolve, reject) => {
    const change = it.transaction('kept', 'readwrite');
    change.objectStore('kept').put(value, 'key');
    change.oncomplete = () => resolve('stored');
    change.onabort = () => reject(change.error) }));
  const get = () => store.then(it => new Promise((resolve, reject) => {
    const request = it.transaction('kept').objectStore('kept').get('key');
    request.onsuccess = () => resolve(request.result || 'nothing');
    request.onerror = reject }));
</script>";

fn a_killed_browser_keeps_what_was_stored(version: Version) {
    let desk = Desk::new(version);
    let file = desk.put("store.html", STORE);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&file);
    assert_eq!(page.eval("get()"), "nothing");
    assert_eq!(page.eval("put('820')"), "stored");
    browser.kill();
    let browser = desk.browser();
    let (page, other) = (browser.tab(), browser.tab());
    for tab in [&page, &other] {
        tab.load(&file);
        assert_eq!(tab.eval("get()"), "820");
    }
}

const NOISY: &str = "<!DOCTYPE html><meta charset=utf-8><title>x</title><script>
  console.error('出错了'); console.log('没有出错'); setTimeout(() => { throw new Error('没接住') });
  new Image().src = 'missing.png';
</script>";

fn errors_and_requests_are_seen(version: Version) {
    let desk = Desk::new(version);
    let browser = desk.browser();
    let page = browser.tab();
    page.load(&desk.put("noisy.html", NOISY));
    page.eval("new Promise(resolve => setTimeout(resolve, 100))");
    let errors = page.errors().join("\n");
    assert!(errors.contains("出错了") && errors.contains("没接住") && !errors.contains("没有出错"), "{errors}");
    assert!(page.requests().iter().any(|it| it.ends_with("missing.png")), "{:?}", page.requests());
}
