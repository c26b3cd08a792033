# shellcheck shell=bash
# `./pipeline test`: runs the solution's test projects one after another and adds up what the runner reports.
# Sourced by ./pipeline, whose functions and variables it uses.
: "${root:?}" "${artifacts:?}"

# The test projects of the solution, as paths.
test_projects() {
    grep -oE 'tests[\\/][^"]*\.Tests\.csproj' "$root/Pipeline.sln" | tr '\134' / | sort -u
}

# A counter of a TRX report (https://learn.microsoft.com/visualstudio/test: ResultSummary/Counters).
counter() {
    local value
    value=$(grep -oE '<Counters [^>]*' "$1" | grep -oE " $2=\"[0-9]+\"" | tr -dc '0-9') || true
    echo "${value:-0}"
}

run_tests() {
    local names=() options=() argument
    for argument; do
        if [[ $argument != -* && ${#options[@]} == 0 ]]; then names+=("$argument"); else options+=("$argument"); fi
    done

    need_dotnet
    need postgres docker iptables busybox dig chromium systemd || true
    need_moto || true

    say "building Pipeline.sln"
    quietly dotnet build "$root/Pipeline.sln" --configuration Release --verbosity quiet

    local results=$artifacts/tests
    rm -rf "$results"
    mkdir -p "$results"

    local passed=0 failed=0 skipped=0 project
    while read -r project <&3; do
        is_chosen "$project" "${names[@]}" || continue
        run_project "$project" "$results" "${options[@]}"
    done 3< <(test_projects)

    if ((passed + failed == 0)); then
        say "no test ran"
        failed=1
    fi
    local verdict=0
    ((failed == 0)) || verdict=1
    if [[ ${CI-} == true ]] && ((skipped > 0)); then
        say "in CI a skipped test is a failed one"
        verdict=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    return "$verdict"
}

is_chosen() {
    local project=$1 name
    shift
    (($# == 0)) && return
    for name; do
        [[ ${project,,} == *"${name,,}"* ]] && return
    done
    return 1
}

# Runs one project and adds its counts. A project that leaves no report, or ends badly with no test failed, counts as one failure.
run_project() {
    local project=$1 results=$2 name report code=0
    shift 2
    name=$(basename "$project" .csproj)
    report=$results/$name.trx

    echo "== $name"
    timeout --signal=INT --kill-after=60s 30m \
        dotnet test --project "$root/$project" --configuration Release --no-build --no-ansi --no-progress \
        --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename "$name.trx" "$@" </dev/null || code=$?

    # 8 is the runner's word for "no test matched", which a filter may well mean.
    if ((code == 8 && $# > 0)); then return; fi

    if [[ ! -s $report ]]; then
        say "$name left no report (exit code $code)"
        failed=$((failed + 1))
        return
    fi

    local bad
    bad=$(($(counter "$report" failed) + $(counter "$report" error) + $(counter "$report" timeout) + $(counter "$report" aborted)))
    if ((code != 0 && bad == 0)); then
        say "$name ended with exit code $code"
        bad=1
    fi
    passed=$((passed + $(counter "$report" passed)))
    failed=$((failed + bad))
    skipped=$((skipped + $(counter "$report" notExecuted)))
}
