# Sourced: installs Chromium, and letters for its pictures, where they are missing. Each test starts a browser of its own, without a person's profile.

chromium_is_here() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

provide_chromium() {
    chromium_is_here && return
    local with=""
    [ "$(id -u)" = 0 ] || with="sudo -n"
    echo "Installing Chromium …"
    if command -v apt-get >/dev/null; then
        { $with apt-get update -qq; DEBIAN_FRONTEND=noninteractive $with apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; } || true
    fi
    chromium_is_here || { echo "Chromium is missing: install your system's package 'chromium' and start again." >&2; exit 1; }
}
