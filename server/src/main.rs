//! The command line `telswap`.
fn main() -> std::process::ExitCode {
    telswap_server::cli::run()
}
