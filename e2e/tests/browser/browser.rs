//! One person's browser, driven as a person would: by what stands on the page.

use e2e::plant::SignIn;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A password people here choose.
pub const PASSWORD: &str = "春天种树秋天收果";
/// How long a page may take to show what it should.
const PATIENCE: Duration = Duration::from_secs(20);

fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|f| f.join(name)).find(|p| p.is_file()))
}

/// chromedriver and the browser it starts; a scenario has one.
pub struct Driver {
    child: Child,
    port: u16,
    chromium: PathBuf,
    profiles: TempDir,
}

impl Driver {
    /// Starts chromedriver; a counted skip where there is none.
    pub async fn start(test: &str) -> Option<Self> {
        let chromium = program(&["chromium", "google-chrome", "chromium-browser", "chrome"]);
        let (Some(chromium), Some(driver)) = (chromium, program(&["chromedriver"])) else {
            record::testing::skip(test, "no Chromium with chromedriver on the PATH");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(driver);
        command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("chromedriver starts");
        let driver = Self { child, port, chromium, profiles: tempfile::tempdir().unwrap() };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "chromedriver does not listen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Some(driver)
    }

    /// A browser with an empty profile and its own text at so many pixels, on the site at `origin`.
    pub async fn browser(&self, name: &str, origin: &str, extra: &[&str], text: u32) -> Browser {
        let profile = self.profiles.path().join(name);
        std::fs::create_dir_all(&profile).unwrap();
        let profile = format!("--user-data-dir={}", profile.display());
        let mut args = vec![
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--window-size=1280,900",
            &profile,
        ];
        args.extend(extra);
        let wanted = json!({
            "goog:chromeOptions": {
                "binary": self.chromium,
                "args": args,
                "prefs": {
                    "intl.accept_languages": "zh-CN,zh",
                    "download.default_directory": self.profiles.path(),
                    "webkit.webprefs.default_font_size": text,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(wanted) = wanted else { unreachable!() };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(Capabilities::from_iter(wanted));
        let client = builder.connect(&format!("http://127.0.0.1:{}", self.port)).await.expect("a browser");
        Browser { client, origin: origin.to_owned(), name: name.to_owned() }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, chromedriver ends its browsers too; killed, it would leave them behind.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ =
                write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port);
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// A person's browser.
pub struct Browser {
    pub client: Client,
    origin: String,
    name: String,
}

/// What a page is measured by.
#[derive(Clone, Copy)]
pub struct Look {
    least: u32,
    target: u32,
    enlarged: bool,
}

impl Look {
    /// Of a cookie's value; in elder mode text and targets are larger.
    pub fn of(cookie: &str, enlarged: bool) -> Self {
        let elder = !cookie.contains(".normal.");
        Self { least: if elder { 20 } else { 16 }, target: if elder { 60 } else { 48 }, enlarged }
    }
}

/// axe-core; a counted skip where there is none.
pub fn axe(test: &str) -> Option<String> {
    match std::env::var_os("YIHE_AXE") {
        Some(path) => Some(std::fs::read_to_string(&path).expect("YIHE_AXE names axe.min.js")),
        None => {
            record::testing::skip(test, "no axe-core: YIHE_AXE does not name axe.min.js");
            None
        }
    }
}

/// What axe objects to: its own rules, and the two of the highest level this house holds itself to.
const OBJECTIONS: &str = "
    const done = arguments[0];
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } };
    axe.run(document, { resultTypes: ['violations'], rules }).then(
        (r) => done(r.violations.flatMap((v) => v.nodes.slice(0, 2).map((n) => `axe ${v.id}: ${String(n.target).replace(/\\(\\d+\\)/g, '')}|${n.html.slice(0, 160)} ${(n.any[0] || n.all[0] || n.none[0] || {}).message || ''}`))),
        (e) => done([`axe failed: ${e}`]));
";

/// Finds what may be pressed by its words, spaces and break points aside: the last match, since the page's own button
/// stands after links of the same name.
const FIND: &str = "
    const plain = (t) => (t || '').replace(/[\\s\\u200b\\u2060\\u202f\\u00a0]/g, '');
    const [words, kind] = arguments, seen = [], found = [];
    for (const e of document.querySelectorAll(kind)) {
        if (!e.getClientRects().length) continue;
        const text = plain(e.innerText);
        seen.push(text);
        if (text === plain(words)) found.push(e);
    }
    return [found[0] || null, seen.join(' | ')];
";

impl Browser {
    /// Sends a DevTools command.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        let body = json!({ "cmd": command, "params": params });
        self.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await.expect("a DevTools command")
    }

    /// What the console said since it was last asked, warnings and worse.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Own { path: "se/log", body: json!({ "type": "browser" }) }).await.unwrap();
        let entries = log.as_array().cloned().unwrap_or_default();
        let serious = entries.iter().filter(|e| matches!(e["level"].as_str(), Some("WARNING" | "SEVERE")));
        let told = serious.map(|e| e["message"].as_str().unwrap_or_default().to_owned());
        // A refused form and a page that is not there are answered as such, and the browser notes it.
        told.filter(|m| m.contains("/assets/") || !m.contains("responded with a status of 4")).collect()
    }

    /// A screen of this width and height.
    pub async fn screen(&self, width: u32, height: u32) {
        let phone = width < 600;
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", params).await;
    }

    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.origin)).await.expect(path);
    }

    /// Path and query of the page.
    pub async fn at(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()))
    }

    /// What the server answered with.
    pub async fn status(&self) -> u64 {
        let status = self.js("return performance.getEntriesByType('navigation')[0].responseStatus", Vec::new()).await;
        status.as_u64().unwrap_or_default()
    }

    pub async fn js(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.expect("a script")
    }

    /// What can be read on the page, without spaces.
    pub async fn text(&self) -> String {
        let text = self.js("return document.body.innerText", Vec::new()).await;
        text.as_str()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_whitespace() && !"\u{200b}\u{2060}".contains(*c))
            .collect()
    }

    /// Takes a script along onto every page, as an extension would.
    pub async fn carry(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// What axe, if it was taken along, objects to.
    pub async fn axe(&self) -> Vec<String> {
        let found = self.client.execute_async(OBJECTIONS, Vec::new()).await.expect("axe");
        serde_json::from_value(found).unwrap()
    }

    /// What of the page is too small, too wide, or in the other language.
    pub async fn measure(&self, look: Look) -> Vec<String> {
        let args = vec![json!(look.least), json!(look.target), json!(look.enlarged)];
        serde_json::from_value(self.js(include_str!("measure.js"), args).await).unwrap()
    }

    /// Sets language, size and theme as the site's own links do.
    pub async fn look(&self, cookie: &str) {
        let params = json!({ "name": "look", "value": cookie, "url": self.origin });
        self.devtools("Network.setCookie", params).await;
    }

    /// Signs in by the form.
    pub async fn sign_in(&self, who: &SignIn) {
        self.go("/sign-in").await;
        self.fill_all(&[("login", &who.login), ("password", &who.password)]).await;
        self.press("登录").await;
        let begun = Instant::now();
        while self.at().await.starts_with("/sign-in") {
            if begun.elapsed() > PATIENCE {
                self.complain(&format!("{} is not let in", who.login)).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Opens an account with a slip and stands at home.
    pub async fn join(&self, estate: &str, code: &str, login: &str) {
        self.go(&format!("{estate}/join?code={}", code.replace(' ', "%20"))).await;
        self.fill_all(&[("login", login), ("password", PASSWORD)]).await;
        self.press("用这张邀请条").await;
        self.sees("我家").await;
    }

    /// Taps what a selector finds.
    pub async fn tap(&self, selector: &str) {
        // A form just sent may still be bringing its page; a long one settles as it comes into view.
        let middle = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
        for tries in (0..10).rev() {
            let found = self.client.find(Locator::Css(selector)).await;
            let clicked = match found {
                Ok(found) => found.click().await,
                Err(e) => Err(e),
            };
            let Err(e) = clicked else { return };
            let passing = ["stale", "intercepted"].iter().any(|word| e.to_string().contains(word));
            if tries == 0 || !passing {
                self.complain(&format!("{selector}: {e}")).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            let _ = self.client.execute(middle, vec![selector.into()]).await;
        }
    }

    /// Is matched with the roll by name and last digits, on the way to a ballot.
    pub async fn match_with_roll(&self, name: &str, tail: &str) {
        self.press("核对身份").await;
        self.fill_all(&[("name", name), ("tail", tail)]).await;
        self.tap("form[action$='/match/certificate'] button").await;
    }

    /// Presses a key where the focus is.
    pub async fn type_key(&self, key: Key) {
        self.type_text(&char::from(key).to_string()).await;
    }

    /// Types where the focus is.
    pub async fn type_text(&self, text: &str) {
        self.client.active_element().await.unwrap().send_keys(text).await.unwrap();
    }

    /// Whatever scripts a page brings, they do not run.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    async fn complain(&self, what: &str) -> ! {
        self.picture("failed").await;
        panic!(
            "{}: {what}\non {}:\n{}",
            self.name,
            self.at().await,
            self.js("return document.body.innerText", Vec::new()).await.as_str().unwrap_or_default()
        );
    }

    /// Waits until the page says so.
    pub async fn sees(&self, words: &str) {
        let plain: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        let begun = Instant::now();
        while !self.text().await.contains(&plain) {
            if begun.elapsed() > PATIENCE {
                self.complain(&format!("nothing says “{words}”")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The page does not say so.
    pub async fn sees_no(&self, words: &str) {
        if self.text().await.contains(words) {
            self.complain(&format!("it says “{words}”")).await;
        }
    }

    async fn pressable(&self, words: &str, kind: &str) -> Element {
        let begun = Instant::now();
        let mut found = self.js(FIND, vec![json!(words), json!(kind)]).await;
        // A form just sent may still be bringing its page.
        while found[0].is_null() {
            if begun.elapsed() > PATIENCE {
                self.complain(&format!("nothing to press says “{words}”; there is {}", found[1])).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            found = self.js(FIND, vec![json!(words), json!(kind)]).await;
        }
        let id = found[0].as_object().and_then(|o| o.values().next()).and_then(Value::as_str).unwrap_or_default();
        Element::from_element_id(self.client.clone(), id.to_owned().into())
    }

    /// Presses a button, by its words.
    pub async fn press(&self, words: &str) {
        let button = self.pressable(words, "button, a.btn, summary, .choice label b").await;
        self.click(button).await;
    }

    /// Presses the first button whose words begin so.
    pub async fn press_beginning(&self, words: &str) {
        let label = "return [...document.querySelectorAll('button')].map((b) => b.textContent.trim()).find((t) => t.startsWith(arguments[0])) || ''";
        let label = self.js(label, vec![words.into()]).await;
        self.press(label.as_str().filter(|l| !l.is_empty()).unwrap_or(words)).await;
    }

    /// Follows a link, by its words.
    pub async fn follow(&self, words: &str) {
        let link = self.pressable(words, "a").await;
        self.click(link).await;
    }

    async fn click(&self, element: Element) {
        if let Err(e) = element.click().await {
            self.complain(&e.to_string()).await;
        }
    }

    async fn field(&self, name: &str) -> Element {
        let begun = Instant::now();
        loop {
            match self.client.find(Locator::Css(&format!("[name=\"{name}\"]:not([type=hidden])"))).await {
                Ok(field) => return field,
                Err(_) if begun.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(_) => self.complain(&format!("no field {name}")).await,
            }
        }
    }

    /// Types into a field, by its name.
    pub async fn fill(&self, name: &str, value: &str) {
        let begun = Instant::now();
        // A form just sent may bring its page while the field of the old one is in hand.
        while let Err(e) = self.try_fill(name, value).await {
            if begun.elapsed() > PATIENCE {
                self.complain(&format!("{name}: {e}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn try_fill(&self, name: &str, value: &str) -> Result<(), fantoccini::error::CmdError> {
        let field = self.field(name).await;
        let kind = field.attr("type").await?.unwrap_or_default();
        if kind.starts_with("date") {
            // The picker's own order of keys is the system's; what it yields is this.
            let set = "arguments[0].value = arguments[1]";
            let field = serde_json::to_value(&field).unwrap();
            return self.client.execute(set, vec![field, json!(value)]).await.map(|_| ());
        }
        field.clear().await?;
        field.send_keys(value).await
    }

    /// Fills several.
    pub async fn fill_all(&self, values: &[(&str, &str)]) {
        for (name, value) in values {
            self.fill(name, value).await;
        }
    }

    /// Picks from a list of choices, by name and value.
    pub async fn pick(&self, name: &str, value: &str) {
        let selector = format!("select[name=\"{name}\"]");
        match self.client.find(Locator::Css(&selector)).await {
            Ok(select) => select.select_by_value(value).await.unwrap_or_default(),
            Err(_) => {
                let selector = format!("input[name=\"{name}\"][value=\"{value}\"] + label");
                match self.client.find(Locator::Css(&selector)).await {
                    Ok(label) => self.click(label).await,
                    Err(_) => self.complain(&format!("no choice {name}={value}")).await,
                }
            }
        }
    }

    /// Puts a file into a field.
    pub async fn attach(&self, name: &str, path: &Path) {
        self.field(name).await.send_keys(&path.display().to_string()).await.unwrap();
    }

    /// A file of the site, as this person gets it.
    pub async fn download(&self, path: &str) -> Vec<u8> {
        let script = "
            const [path, done] = arguments;
            fetch(path).then((a) => a.ok ? a.arrayBuffer() : Promise.reject(a.status)).then((bytes) => {
                let text = '';
                new Uint8Array(bytes).forEach((b) => { text += String.fromCharCode(b); });
                done(btoa(text));
            }, (e) => done(`!${e}`));";
        let got = self.client.execute_async(script, vec![json!(path)]).await.expect("a download");
        let text = got.as_str().unwrap_or("!");
        assert!(!text.starts_with('!'), "{path}: {text}");
        base64(text)
    }

    /// A picture of the whole page, where pictures are wanted.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("YIHE_SHOTS").map(PathBuf::from) else { return };
        let taken = self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true })).await;
        let bytes = base64(taken["data"].as_str().unwrap_or_default());
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{}-{name}.png", self.name)), bytes).unwrap();
    }

    pub async fn close(self) {
        self.client.close().await.expect("the browser ends");
    }
}

/// Decodes the pictures DevTools sends.
fn base64(text: &str) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => Some(u32::from(b - b'A')),
        b'a'..=b'z' => Some(u32::from(b - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(b - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let sextets: Vec<u32> = text.bytes().filter_map(value).collect();
    let mut bytes = Vec::with_capacity(sextets.len() * 3 / 4);
    for four in sextets.chunks(4) {
        let bits = four.iter().fold(0, |bits, s| bits << 6 | s) << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
