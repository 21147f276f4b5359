#!/bin/sh
# Makes a virtual environment: make_venv.sh FOLDER [PYTHON]. Plain sh, since no suitable Python is known before it ran.
# Whatever fails, nothing half-made is left and one sentence says what to do.
set -u
folder=$1
wanted=${2:-}

give_up() {
    rm -rf "$folder"
    echo "culise: $1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

has_pip_inside() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# The first new enough Python that can also make environments; failing that, the first new enough one.
python=
for candidate in ${wanted:+"$wanted"} python3 python3.13 python3.12 python3.11; do
    is_new_enough "$candidate" || continue
    if has_pip_inside "$candidate"; then python=$candidate; break; fi
    python=${python:-$candidate}
done
[ -n "$python" ] || give_up "Python 3.11 or newer is needed: install it, or name one with 'make PYTHON=/path/to/python'."

rm -rf "$folder"
if ! has_pip_inside "$python"; then
    # Debian keeps ensurepip in a package of its own.
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if "$python" -m virtualenv --version >/dev/null 2>&1; then
        "$python" -m virtualenv --quiet "$folder" || give_up "virtualenv could not make $folder."
        exit 0
    fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "culise: installing Debian's $package" >&2
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } \
            >/dev/null 2>&1
    fi
    has_pip_inside "$python" || give_up "$python cannot make environments: install the package $package, or virtualenv."
fi
"$python" -m venv "$folder" || give_up "$python could not make the environment $folder; see the message above."
