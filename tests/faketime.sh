# Sourced: installs libfaketime where it is missing. The tests give single processes a wrong clock with it; the machine's own clock is never touched.

faketime_is_here() { compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null; }

provide_faketime() {
    faketime_is_here && return
    local with=""
    [ "$(id -u)" = 0 ] || with="sudo -n"
    echo "Installing libfaketime …"
    if command -v apt-get >/dev/null; then
        { $with apt-get update -qq; DEBIAN_FRONTEND=noninteractive $with apt-get install -y -qq --no-install-recommends libfaketime >/dev/null; } || true
    fi
    faketime_is_here || { echo "libfaketime is missing: install your system's package 'libfaketime' and start again." >&2; exit 1; }
}
