# shellcheck shell=bash
# `./pipeline images`: publishes each process and puts it into an image. Sourced by ./pipeline, whose functions and variables it uses.
: "${root:?}" "${artifacts:?}"

# shellcheck source=infra/images/base.sh
source "$root/infra/images/base.sh"
# shellcheck source=infra/images/platforms.sh
source "$root/infra/images/platforms.sh"
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
  --platform P    what they run on: linux/amd64, linux/arm64, or both with a comma in between [the engine's own]
  --push          pushes them; of several platforms it makes one tag that leads to each

exit codes: 0 built, 1 something is missing or failed, 2 usage
END
}

images() {
    local base='' name=pipeline tag='' rds_ca='' platform='' push='' chosen=() one
    while (($#)); do
        case $1 in
            --base | --name | --tag | --platform) (($# > 1)) || usage_error "$1 wants a value" && printf -v "${1#--}" %s "$2" && shift 2 ;;
            --rds-ca) (($# > 1)) || usage_error "$1 wants a value" && rds_ca=$2 && shift 2 ;;
            --push) push=1 && shift ;;
            --help | -h) images_usage && return ;;
            -*) usage_error "unknown option $1: ./pipeline images --help tells what there is" ;;
            *) [[ " ${every_image[*]} " == *" $1 "* ]] || usage_error "there is no image $1: there are ${every_image[*]}"
                chosen+=("$1") && shift ;;
        esac
    done
    ((${#chosen[@]})) || chosen=("${every_image[@]}")
    [[ $platform ]] || platform=$(engine_platform) || platform=$(own_platform)
    platform=${platform//,/ }
    for one in $platform; do
        runtime_of "$one" >/dev/null || usage_error "there are no images for $one: there are linux/amd64 and linux/arm64"
    done
    need_for_images "$base" "$rds_ca" "$platform" "${chosen[*]}" || exit 1

    [[ $base != machine ]] || base=$(machine_base)
    for one in "${chosen[@]}"; do
        if [[ $tag ]]; then set -- "$name/$one:$tag"; else set -- "$name/$one:$(version)" "$name/$one:latest"; fi
        build_for_platforms "$one" "$base" "$push" "$rds_ca" "$platform" "$@"
    done
}

# One platform has the tags themselves; of several each has the tags with its processor's name, and a registry alone can join them.
# build_for_platforms IMAGE BASE PUSH RDS-CA PLATFORMS TAG…
build_for_platforms() {
    local image=$1 base=$2 push=$3 rds_ca=$4 platforms=$5 platform tag own
    shift 5
    for platform in $platforms; do
        own=("$@")
        [[ $platforms != *' '* ]] || own=("${own[@]/%/-${platform#*/}}")
        publish "$image" "$platform"
        [[ $(published "$image" "$platform") != */pipeline ]] || rds_ca "$(published "$image" "$platform")/rds-ca.pem" "$rds_ca"
        build_image "$image" "$base" "$platform" "${own[@]}"
        say "${own[@]}"
        [[ -z $push ]] || for tag in "${own[@]}"; do quietly docker push "$tag"; done
    done

    [[ $platforms == *' '* ]] || return 0
    if [[ -z $push ]]; then
        say "one tag for ${platforms// / and } can only be made in a registry, with --push"
        return
    fi
    for tag; do
        own=()
        for platform in $platforms; do own+=("$tag-${platform#*/}"); done
        quietly docker buildx imagetools create --tag "$tag" "${own[@]}"
        say "$tag"
    done
}

# `./pipeline demo`: the samples as images, on a base of this machine's own where the engine can run it, so that nothing is pulled; without an
# engine, as they were published.
demo() {
    if [[ " $* " != *" --help "* ]]; then
        say "building the samples"
        if [[ " $* " != *" --processes "* ]] && docker version >/dev/null 2>&1; then
            local base=()
            [[ $(engine_platform) != "$(own_platform)" ]] || base=(--base machine)
            images "${base[@]}" calc time portal
        else
            local sample
            for sample in calc time portal; do publish "$sample" "$(own_platform)"; done
            set -- --processes "$@"
        fi
    fi
    run demo --published "$artifacts/images" "$@"
}

# The version that everything is built with.
version() { sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props"; }

usage_error() { say "$*"; exit 2; }

# The folder that an image's files are published to. The processes of the `pipeline` command share one. What this machine runs itself lies
# apart from what it builds for others.
published() {
    local folder=$artifacts/images
    [[ $2 == "$(own_platform)" ]] || folder+=/$(runtime_of "$2")
    case $1 in
        projector | health-saga | console) echo "$folder/pipeline" ;;
        *) echo "$folder/$1" ;;
    esac
}

# Publishes what an image is made of, unless nothing has changed since: publish IMAGE PLATFORM
publish() {
    local folder
    folder=$(published "$1" "$2")
    is_published "$folder" && return

    mkdir -p "$artifacts/images"
    exec 9>"$artifacts/images.lock"
    lock 9
    if ! is_published "$folder"; then
        need_dotnet
        rm -rf "$folder"
        case $1 in
            producer) publish_producer "$folder" "$2" ;;
            projector | health-saga | console) publish_project src/Pipeline/Pipeline.csproj "$folder" "$2" ;;
            *)
                local sample
                sample=$(name_of_sample "$1")
                publish_project "samples/$sample/$sample.csproj" "$folder" "$2"
                ;;
        esac
        fingerprint >"$folder.stamp"
    fi
    exec 9>&-
}

name_of_sample() {
    case $1 in
        calc) echo Calc ;;
        time) echo Time ;;
        portal) echo Portal ;;
    esac
}

# A native executable is linked on a machine of its own kind. For another one the agent brings its runtime along, in one file.
publish_producer() {
    if [[ $2 == "$(own_platform)" ]]; then
        publish_agent "$1"
        return
    fi
    say "publishing the agent for $2 with its runtime: a native one is built on $2 alone (70 MB instead of 12)"
    publish_project src/Producer/Producer.csproj "$1" "$2" --self-contained --property:PublishAot=false --property:PublishSingleFile=true
}

# publish_project PROJECT FOLDER PLATFORM [OPTION…]. What is built for another platform lies apart from all other builds.
publish_project() {
    local options=("${@:4}")
    say "publishing $1${3:+ for $3}"
    if [[ $3 != "$(own_platform)" ]]; then
        ((${#options[@]})) || options=(--no-self-contained)
        options+=(--runtime "$(runtime_of "$3")" --artifacts-path "$artifacts/images-build")
    fi
    quietly dotnet publish "$root/$1" --configuration Release --output "$2" --verbosity quiet "${options[@]}"
}

is_published() { [[ -d $1 && -f $1.stamp && $(<"$1.stamp") == "$(fingerprint)" ]]; }

# For the engine's own platform BuildKit and the classic builder both do. Nothing runs while an image is built, so no emulator is needed.
# build_image IMAGE BASE PLATFORM TAG…
build_image() {
    local image=$1 base=$2 platform=$3 tag options=(--platform "$3" --label "org.opencontainers.image.version=$(version)")
    for tag in "${@:4}"; do options+=(--tag "$tag"); done
    case $image in
        producer) options+=(--file "$root/infra/images/producer.Dockerfile") ;;
        projector | health-saga | console) options+=(--file "$root/infra/images/pipeline.Dockerfile" --target "$image") ;;
        *) options+=(--file "$root/samples/$(name_of_sample "$image")/Dockerfile") ;;
    esac
    [[ -z $base ]] || options+=(--build-arg "BASE=$base")
    quietly docker build "${options[@]}" "$(published "$image" "$platform")"
}
