# Sourced: installs RabbitMQ's programs where they are missing. The tests start nodes of their own, in temporary folders on free ports.

rabbitmq_is_here() { compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' >/dev/null; }

provide_rabbitmq() {
    rabbitmq_is_here && return
    local with=""
    [ "$(id -u)" = 0 ] || with="sudo -n"
    echo "Installing RabbitMQ …"
    if command -v apt-get >/dev/null; then
        # Debian would start a node of its own with the package; this says no for the time of the installation.
        local policy=/usr/sbin/policy-rc.d
        [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' | $with tee $policy >/dev/null && $with chmod +x $policy; local ours=yes; }
        { $with apt-get update -qq; DEBIAN_FRONTEND=noninteractive $with apt-get install -y -qq --no-install-recommends rabbitmq-server >/dev/null; } || true
        [ "${ours:-}" = yes ] && $with rm -f $policy
    fi
    rabbitmq_is_here || { echo "RabbitMQ is missing: install your system's package 'rabbitmq-server' (3.10 or newer) and start again." >&2; exit 1; }
}
