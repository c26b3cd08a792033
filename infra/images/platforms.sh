# shellcheck shell=bash
# The platforms that images run on, by Docker's names, and what building for them needs. Sourced by ./pipeline, whose functions it uses.

# What this machine builds natively; empty where that is no Linux.
own_platform() {
    case $(uname -sm) in
        'Linux x86_64') echo linux/amd64 ;;
        'Linux aarch64') echo linux/arm64 ;;
    esac
}

# .NET's name of a platform (https://learn.microsoft.com/dotnet/core/rid-catalog).
runtime_of() {
    case $1 in
        linux/amd64) echo linux-x64 ;;
        linux/arm64) echo linux-arm64 ;;
        *) return 1 ;;
    esac
}

# One line for each thing that is missing, all of them before anything is built.
# need_for_images BASE RDS-CA PLATFORMS IMAGES: the last two with blanks in between. The classic builder takes what it built for another platform
# for the engine's own, and fails at the next step.
need_for_images() {
    local base=$1 rds_ca=$2 platforms=$3 images=$4 own missing='' platform
    own=$(own_platform)
    lack() { say "$*"; missing=1; }

    if ! command -v docker >/dev/null; then
        lack "docker is missing: https://docs.docker.com/engine/install"
    elif ! docker version >/dev/null 2>&1; then
        lack "no Docker engine answers: start one, or set DOCKER_HOST"
    elif [[ $platforms != "$(engine_platform)" ]] && ! docker buildx version >/dev/null 2>&1; then
        lack "images for ${platforms// / and } need docker buildx on this engine of $(engine_platform): https://github.com/docker/buildx#installing"
    fi
    (need_dotnet) || missing=1

    if [[ $base == machine ]]; then
        for platform in $platforms; do
            [[ $platform == "$own" ]] ||
                lack "--base machine is this machine's own .NET (${own:-$(uname -sm)}), which does not run on $platform: leave --base out"
        done
    fi
    if [[ " $images " == *' producer '* && $own && " $platforms " == *" $own "* ]]; then
        command -v clang >/dev/null || command -v gcc >/dev/null ||
            lack "the agent for $own is a native executable, which needs a linker: apt-get install clang (or gcc)"
    fi
    if [[ " $images " =~ ' '(projector|health-saga|console)' ' ]]; then need_rds_ca "$rds_ca" || missing=1; fi
    [[ -z $missing ]]
}

# The platform that the engine runs containers on.
engine_platform() { docker version --format '{{.Server.Os}}/{{.Server.Arch}}' 2>/dev/null; }
