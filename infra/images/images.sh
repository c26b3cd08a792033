# shellcheck shell=bash
# `./pipeline images`: publishes each process and puts it into an image. Sourced by ./pipeline, whose functions and variables it uses.
: "${root:?}" "${artifacts:?}"

# shellcheck source=infra/images/base.sh
source "$root/infra/images/base.sh"
# shellcheck source=infra/images/rds-ca.sh
source "$root/infra/images/rds-ca.sh"

readonly every_image=(producer projector health-saga console calc time portal)

images_usage() {
    cat <<END
Usage: ./pipeline images [OPTION…] [IMAGE…]

Builds ${every_image[*]}, or those that are named, from published files: no SDK image, no network but for the base.

  --base IMAGE    what they are built on; 'machine' makes a base of this machine's own .NET [each Dockerfile's own, which is pulled]
  --rds-ca FILE   the authorities of RDS's certificates [those of the npm package $rds_ca_package $rds_ca_version]
  --name PREFIX   what their names begin with, as in PREFIX/projector [pipeline]
  --tag TAG       [$(version), and latest]
END
}

images() {
    local base='' name=pipeline tag='' rds_ca='' chosen=() tags
    while (($#)); do
        case $1 in
            --base | --name | --tag) (($# > 1)) || usage_error "$1 wants a value" && printf -v "${1#--}" %s "$2" && shift 2 ;;
            --rds-ca) (($# > 1)) || usage_error "$1 wants a value" && rds_ca=$2 && shift 2 ;;
            --help | -h) images_usage && return ;;
            -*) usage_error "unknown option $1: ./pipeline images --help tells what there is" ;;
            *) [[ " ${every_image[*]} " == *" $1 "* ]] || usage_error "there is no image $1: there are ${every_image[*]}"
                chosen+=("$1") && shift ;;
        esac
    done
    ((${#chosen[@]})) || chosen=("${every_image[@]}")

    docker version >/dev/null 2>&1 || die "no Docker engine answers: start one, or set DOCKER_HOST"
    [[ $base != machine ]] || base=$(machine_base)
    local image
    for image in "${chosen[@]}"; do
        publish "$image"
        [[ $(published "$image") != "$artifacts/images/pipeline" ]] || rds_ca "$artifacts/images/pipeline/rds-ca.pem" "$rds_ca"
        if [[ $tag ]]; then tags=("$name/$image:$tag"); else tags=("$name/$image:$(version)" "$name/$image:latest"); fi
        build_image "$image" "$base" "${tags[@]}"
        say "${tags[@]}"
    done
}

# `./pipeline demo`: the samples as images on a base of this machine's own, so that nothing is pulled; without an engine, as they were published.
demo() {
    if [[ " $* " != *" --help "* ]]; then
        say "building the samples"
        if [[ " $* " != *" --processes "* ]] && docker version >/dev/null 2>&1; then
            images --base machine calc time portal
        else
            local sample
            for sample in calc time portal; do publish "$sample"; done
            set -- --processes "$@"
        fi
    fi
    run demo --published "$artifacts/images" "$@"
}

# The version that everything is built with.
version() { sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props"; }

usage_error() { say "$*"; exit 2; }

# The folder that an image's files are published to. The processes of the `pipeline` command share one.
published() {
    case $1 in
        projector | health-saga | console) echo "$artifacts/images/pipeline" ;;
        *) echo "$artifacts/images/$1" ;;
    esac
}

# Publishes what an image is made of, unless nothing has changed since.
publish() {
    local folder
    folder=$(published "$1")
    is_published "$folder" && return

    mkdir -p "$artifacts/images"
    exec 9>"$artifacts/images.lock"
    flock 9
    if ! is_published "$folder"; then
        need_dotnet
        rm -rf "$folder"
        case $1 in
            producer) publish_agent "$folder" ;;
            projector | health-saga | console) publish_project src/Pipeline/Pipeline.csproj "$folder" ;;
            *) publish_project "samples/${1^}/${1^}.csproj" "$folder" ;;
        esac
        fingerprint >"$folder.stamp"
    fi
    exec 9>&-
}

publish_project() {
    say "publishing $1"
    quietly dotnet publish "$root/$1" --configuration Release --output "$2" --verbosity quiet
}

is_published() { [[ -d $1 && -f $1.stamp && $(<"$1.stamp") == "$(fingerprint)" ]]; }

# BuildKit and the classic builder both do.
build_image() {
    local image=$1 base=$2 tag options=(--label "org.opencontainers.image.version=$(version)")
    for tag in "${@:3}"; do options+=(--tag "$tag"); done
    case $image in
        producer) options+=(--file "$root/infra/images/producer.Dockerfile") ;;
        projector | health-saga | console) options+=(--file "$root/infra/images/pipeline.Dockerfile" --target "$image") ;;
        *) options+=(--file "$root/samples/${image^}/Dockerfile") ;;
    esac
    [[ -z $base ]] || options+=(--build-arg "BASE=$base")
    quietly docker build "${options[@]}" "$(published "$image")"
}
