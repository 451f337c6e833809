//! A PostgreSQL cluster for the tests of one process: on a socket in a temporary folder, out of reach of others, and
//! removed with the process.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The cluster of this process.
static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// The folder of PostgreSQL's programs; `build.rs` has checked that they exist.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    found.retain(|folder| folder.join("initdb").exists());
    found.sort();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&on_path).find(|folder| folder.join("initdb").exists());
    found.pop().or(on_path).expect("PostgreSQL is installed")
}

/// A running server.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    /// The server refuses to run as root; then it runs as this user.
    as_user: Option<(u32, u32)>,
    port: u16,
}

impl Cluster {
    /// A cluster that runs until this process ends.
    pub fn start() -> Self {
        Self::start_with(5432, |_| {})
    }

    /// The same on a port, after `prepare` has worked on its data folder.
    pub fn start_with(port: u16, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::Builder::new().prefix("attache-pg").tempdir().expect("a folder").keep();
        let is_root = fs::metadata(&folder).is_ok_and(|of| std::os::unix::fs::MetadataExt::uid(&of) == 0);
        let id = |flag: &str| {
            let out = Command::new("id").args([flag, "nobody"]).output().expect("`id` runs");
            String::from_utf8_lossy(&out.stdout).trim().parse::<u32>().expect("a number")
        };
        let as_user = is_root.then(|| (id("-u"), id("-g")));
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("it is ours");
        if let Some((user, group)) = as_user {
            chown(&folder, Some(user), Some(group)).expect("root may");
        }
        let cluster = Self { folder, programs: programs(), as_user, port };
        let data = cluster.folder.join("data");
        let mut init = cluster.by_whoever_may();
        init.arg(cluster.programs.join("initdb"));
        init.args([
            "--no-sync",
            "--auth=trust",
            "--no-locale",
            "--encoding=UTF8",
            "--username=postgres",
            "-D",
        ]);
        assert_done(&init.arg(&data).output().expect("initdb runs"));
        let settings = format!("listen_addresses = ''\nport = {port}\nfsync = off\nmax_connections = 120\n");
        fs::write(data.join("postgresql.auto.conf"), settings).expect("it is ours");
        prepare(&data);
        for made in fs::read_dir(&data).expect("it is there").flatten().filter(|_| as_user.is_some()) {
            chown(made.path(), as_user.map(|(user, _)| user), as_user.map(|(_, group)| group))
                .expect("root may");
        }
        cluster.serve();
        cluster
    }

    /// A command as a user that the server accepts; it gets a signal when the thread that started it ends.
    fn by_whoever_may(&self) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM"]).current_dir(&self.folder);
        if let Some((user, group)) = self.as_user {
            command.args([&format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups"]);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Starts the server, and waits until it answers. It ends when this process ends, and its folder goes with it.
    pub fn serve(&self) {
        let _ = fs::remove_file(self.folder.join("keep"));
        let script = format!(
            "trap 'kill -INT $server' TERM; '{}' -D data -k \"$PWD\" \
             2>>log & server=$!; echo $server >pid; wait $server; wait $server; test -e keep || rm -rf \"$PWD\"",
            self.programs.join("postgres").display(),
        );
        let mut shell = self.by_whoever_may();
        shell.args(["sh", "-c", &script]).stdout(Stdio::null()).stderr(Stdio::null());
        std::thread::spawn(move || shell.spawn().expect("a shell runs").wait());
        let begun = Instant::now();
        while !self.sql_in("postgres", "SELECT 1").is_ok_and(|out| out == "1") {
            assert!(begun.elapsed() < Duration::from_secs(120), "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops the server abruptly, as when a machine fails.
    pub fn kill(&self) {
        let pid = fs::read_to_string(self.folder.join("pid")).expect("it runs");
        fs::write(self.folder.join("keep"), "").expect("the folder is there");
        assert!(Command::new("kill").args(["-QUIT", pid.trim()]).status().expect("it runs").success());
        let begun = Instant::now();
        while Path::new("/proc").join(pid.trim()).exists() && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn psql(&self, user: &str, statement: &str) -> Command {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", "postgres", "-h"]).arg(&self.folder);
        psql.args(["-p", &self.port.to_string(), "-c", statement]).stdin(Stdio::null());
        psql
    }

    /// Begins a transaction, which lasts until its statements are done or the session ends.
    pub fn begin(&self, statements: &str) -> Child {
        let mut psql = self.psql("postgres", statements);
        psql.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("psql runs")
    }

    /// The result of a statement, as `psql` prints it without decoration.
    pub fn sql_in(&self, user: &str, statement: &str) -> Result<String, String> {
        let out = self.psql(user, statement).output().map_err(|error| error.to_string())?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if out.status.success() { Ok(text(&out.stdout)) } else { Err(text(&out.stderr)) }
    }

    /// The address of an archive in a schema, for a user.
    pub fn address(&self, user: &str, schema: &str) -> String {
        let host = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{user}@{host}/postgres?options=-csearch_path%3D{schema}")
    }

    /// The address of an archive in a fresh schema.
    pub fn fresh(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let schema = format!("desk{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.sql_in("postgres", &format!("CREATE SCHEMA {schema}")).expect("a schema can be made");
        self.address("postgres", &schema)
    }
}

/// The address of a fresh archive in the cluster of this process.
pub fn fresh() -> String {
    CLUSTER.fresh()
}

/// The cluster of this process.
pub fn shared() -> &'static Cluster {
    &CLUSTER
}

fn assert_done(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
