//! `telswap serve`: files, logs, and how it ends.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Folder, Request, Serving, config, lease_request, telswap, text};

fn folder_with_files() -> Folder {
    let folder = Folder::with(&config());
    for (name, text) in [
        ("one/index.html", "<p>eins</p>"),
        ("one/both.txt", "one"),
        ("two/both.txt", "two"),
        ("two/engine.wasm", "\0asm"),
        ("two/loader.js", "export {}"),
        ("two/style.css", "p {}"),
        ("two/data.json", "{}"),
        ("two/sub/index.html", "<p>zwei</p>"),
        ("two/.env", "SECRET=1"),
        ("two/.well-known/security.txt", "Contact:"),
        ("secret.txt", "outside"),
    ] {
        let path = folder.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn serve_files(folder: &Folder) -> Serving {
    let one = folder.path("one").display().to_string();
    let two = folder.path("two").display().to_string();
    Serving::start(folder, &["--www", &one, "--www", &two])
}

#[tokio::test]
async fn files_have_their_types() {
    let folder = folder_with_files();
    let server = serve_files(&folder);
    for (path, kind, text) in [
        ("/", "text/html; charset=utf-8", "<p>eins</p>"),
        ("/index.html", "text/html; charset=utf-8", "<p>eins</p>"),
        ("/both.txt", "text/plain; charset=utf-8", "one"),
        ("/engine.wasm", "application/wasm", "\0asm"),
        (
            "/loader.js?v=1",
            "text/javascript; charset=utf-8",
            "export {}",
        ),
        ("/style.css", "text/css; charset=utf-8", "p {}"),
        ("/data.json", "application/json; charset=utf-8", "{}"),
        ("/sub/", "text/html; charset=utf-8", "<p>zwei</p>"),
        (
            "/.well-known/security.txt",
            "text/plain; charset=utf-8",
            "Contact:",
        ),
    ] {
        // The site's pages may import the engine, and nobody else's.
        let origin = "https://www.hof-kaffee.de";
        let request = Request::new("GET", path).header("Origin", origin);
        let reply = request.send(server.address).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
        let allowed = reply.header("access-control-allow-origin");
        assert_eq!(allowed, Some(origin));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        assert_eq!(reply.body, text.as_bytes(), "{path}");
        let request = Request::new("GET", path).header("Origin", "https://example.com");
        let reply = request.send(server.address).await;
        assert_eq!(reply.failure(), (403, "origin_not_allowed".to_owned()));
    }
}

#[tokio::test]
async fn other_files_stay_hidden() {
    let folder = folder_with_files();
    let server = serve_files(&folder);
    for path in [
        "/nothing.html",
        "/v1/nothing",
        "/.env",
        "/%2eenv",
        "/sub/..%2f.env",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/sub/../../secret.txt",
        "/both.txt%00",
        &format!("/{}", "x".repeat(3000)),
    ] {
        let reply = Request::new("GET", path).send(server.address).await;
        assert_eq!(reply.failure(), (404, "not_found".to_owned()), "{path}");
    }
    let reply = Request::new("POST", "/both.txt").send(server.address).await;
    assert_eq!(reply.failure(), (405, "method_not_allowed".to_owned()));
    assert_eq!(reply.header("allow"), Some("GET, HEAD"));
    // The interface stays closed to other pages.
    let request = Request::new("GET", "/v1/site.json").header("Origin", "https://example.com");
    assert_eq!(request.send(server.address).await.status, 403);
}

#[tokio::test]
async fn the_database_and_the_pools_numbers_are_never_published() {
    let folder = folder_with_files();
    let all = folder.path("").display().to_string();
    let server = Serving::start(&folder, &["--www", &all]);
    #[cfg(unix)]
    for (file, link) in [
        ("", "two/back"),
        ("telswap.db", "two/style2.css"),
        ("site.json", "two/sub/index.html"),
    ] {
        let _ = std::fs::remove_file(folder.path(link));
        std::os::unix::fs::symlink(folder.path(file), folder.path(link)).unwrap();
    }
    for path in [
        #[cfg(unix)]
        "/two/back/telswap.db",
        #[cfg(unix)]
        "/two/back/telswap.db-wal",
        #[cfg(unix)]
        "/two/back/site.json",
        #[cfg(unix)]
        "/two/style2.css",
        #[cfg(unix)]
        "/two/sub/",
        "/telswap.db",
        "/telswap.db-wal",
        "/telswap.db-shm",
        "/site.json",
        "//telswap.db",
        "/one/../telswap.db",
        "/./telswap.db",
        "/%74elswap.db",
        "/TELSWAP.DB",
    ] {
        let reply = Request::new("GET", path).send(server.address).await;
        assert_eq!(reply.failure(), (404, "not_found".to_owned()), "{path}");
    }
    assert!(folder.path("telswap.db-wal").exists());
    let reply = Request::new("GET", "/two/data.json")
        .send(server.address)
        .await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn it_answers_also_when_nobody_reads_its_log() {
    let server = Serving::unread(&Folder::with(&config()));
    for _ in 0..2 {
        let request = Request::new("GET", "/v1/site.json");
        let reply = request.try_send(server.address).await;
        assert_eq!(reply.map(|reply| reply.status), Some(200));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_when_asked_and_told_nobody() {
    let folder = Folder::with(&config());
    let server = Serving::start(&folder, &[]);
    let reply = Request::new("POST", "/v1/leases")
        .header("Origin", "https://www.hof-kaffee.de")
        .json(&lease_request('a'))
        .send(server.address)
        .await;
    let lease = reply.json();
    let number = lease["number"].as_str().unwrap();
    let id = lease["id"].as_str().unwrap();
    let calls = [
        json!({ "id": "call-7", "to": number, "from": "+4915112345678" }),
        json!({ "id": "call-8", "to": "+49 not a number" }),
    ];
    for call in calls {
        let request = Request::new("POST", "/v1/calls/generic").json(&call);
        request.send(server.address).await;
    }
    let path = format!("/v1/leases/{id}?fence=1&utm_campaign=herbst");
    assert_eq!(
        Request::new("DELETE", &path)
            .send(server.address)
            .await
            .status,
        204
    );
    Request::new("GET", "/?gclid=secret")
        .send(server.address)
        .await;

    let (code, log) = server.terminate();
    assert_eq!(code, Some(0));
    assert_eq!(
        log.lines().filter(|line| line.contains("method=")).count(),
        5
    );
    assert!(
        log.contains("route=\"/v1/leases/{id}\" status=204"),
        "{log}"
    );
    let visitor = "a".repeat(32);
    for secret in [
        &number[1..],
        id,
        &visitor,
        "15112345678",
        "call-7",
        "not a number",
        "herbst",
        "newsletter",
        "gclid",
        "hof-kaffee.de",
        "127.0.0.1",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    // Who called is not kept either.
    let mut kept = std::fs::read(folder.path("telswap.db")).unwrap();
    kept.extend(std::fs::read(folder.path("telswap.db-wal")).unwrap_or_default());
    let holds = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("call-7") && !holds("15112345678"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_request_that_has_begun_is_finished() {
    let folder = Folder::with(&config());
    let server = Serving::start(&folder, &[]);
    let body = lease_request('a').to_string();
    let head = format!(
        "POST /v1/leases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // The answer to Expect shows that the request is being read.
    let mut go_on = [0; 12];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100");
    let ending = tokio::task::spawn_blocking(|| server.terminate());
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    assert!(reply.contains("HTTP/1.1 201 Created"), "{reply}");
    assert_eq!(ending.await.unwrap().0, Some(0));
}

#[cfg(unix)]
#[test]
fn numbers_in_doubt_are_in_the_log_and_stop_nothing() {
    let mut config = config();
    config["targets"]["shop"]["number"] = json!("+999123456789");
    let numbers = (0..30).map(|number| format!("+491512345{number:04}"));
    config["pools"]["web"]["numbers"] = numbers.collect();
    let folder = Folder::with(&config);
    let (code, log) = Serving::start(&folder, &[]).terminate();
    assert_eq!(code, Some(0));
    let doubts: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("site.json: "))
        .collect();
    assert!(doubts[0].ends_with("[impossible_number]"), "{}", doubts[0]);
    assert!(doubts[1].ends_with("[other_number_type]"), "{}", doubts[1]);
    assert!(doubts[20].contains("11 more doubts"), "{}", doubts[20]);
    assert_eq!(doubts.len(), 21);
}

#[test]
fn serve_says_what_is_wrong() {
    let folder = Folder::with(&config());
    let path = folder.site_json();
    for (arguments, message) in [
        (
            ["--database", "postgres://me:hunter2@host/db"],
            "sqlite:PATH",
        ),
        (["--listen", "nowhere"], "cannot listen on nowhere"),
        (
            ["--www", "/nowhere/to/be/found"],
            "--www /nowhere/to/be/found: ",
        ),
    ] {
        let database = ["--database", "sqlite::memory:"];
        let mut all = vec!["serve", "--config", &path];
        if arguments[0] != "--database" {
            all.extend(database);
        }
        all.extend(arguments);
        let output = telswap(&all, b"");
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(
            said.contains(message) && !said.contains("hunter2"),
            "{said}"
        );
    }
}
