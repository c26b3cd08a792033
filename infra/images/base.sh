# shellcheck shell=bash
# A base for images where none can be pulled: this machine's own .NET runtime, the libraries that it is linked to, certificates and time zones.
# Sourced by ./pipeline, whose functions it uses. It stands in for mcr.microsoft.com/dotnet/aspnet and, being more, for runtime-deps.
shopt -s inherit_errexit

# Makes it, unless the engine has it; prints its name.
machine_base() {
    need_dotnet
    local dotnet version name
    dotnet=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
    version=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.AspNetCore\.App (10\.[^ ]+) .*/\1/p' | sort -V | tail -1)
    name=pipeline/base:$version
    docker image inspect "$name" >/dev/null 2>&1 && { echo "$name"; return; }

    tree=$(mktemp -d)
    trap 'rm -rf "$tree"' EXIT # of the subshell that its caller reads the name from
    lay_out_base "$dotnet" "$version" "$tree"
    tar -C "$tree" --owner=0 --group=0 --numeric-owner -c . |
        docker import --change 'ENV PATH=/usr/bin' --change 'ENV DOTNET_RUNNING_IN_CONTAINER=true' - "$name" >/dev/null
    echo "$name"
}

lay_out_base() {
    local dotnet=$1 version=$2 tree=$3 shared
    mkdir -p "$tree"/{app,etc/ssl/certs,tmp,usr/bin,usr/share/dotnet/host/fxr}
    chmod 755 "$tree"
    chmod 1777 "$tree/tmp"
    printf 'root:x:0:0::/:/bin/false\napp:x:1654:1654::/app:/bin/false\n' >"$tree/etc/passwd"
    printf 'root:x:0:\napp:x:1654:\n' >"$tree/etc/group"

    cp "$dotnet/dotnet" "$tree/usr/share/dotnet/"
    ln -s /usr/share/dotnet/dotnet "$tree/usr/bin/dotnet"
    cp -r "$dotnet/host/fxr/$version" "$tree/usr/share/dotnet/host/fxr/"
    for shared in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
        mkdir -p "$tree/usr/share/dotnet/shared/$shared"
        cp -r "$dotnet/shared/$shared/$version" "$tree/usr/share/dotnet/shared/$shared/"
    done

    # What the runtime opens by name beside what it is linked to: OpenSSL.
    local library
    {
        find "$tree/usr/share/dotnet" \( -name '*.so' -o -name dotnet \) -type f
        ldconfig -p | sed -nE 's/^\s*lib(ssl|crypto)\.so\.3 .* => (.*)/\2/p'
    } | while read -r library; do
        [[ $library == "$tree"* ]] || echo "$library"
        { ldd "$library" 2>/dev/null || true; } | grep -oE '/[^ ]+' | grep -v "^$tree" || true
    done | sort -u | while read -r library; do
        mkdir -p "$tree$(dirname "$library")"
        cp -L "$library" "$tree$library"
    done

    [[ ! -f /etc/ssl/certs/ca-certificates.crt ]] || cp -L /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
    [[ ! -d /usr/share/zoneinfo ]] || cp -r /usr/share/zoneinfo "$tree/usr/share/"
}
