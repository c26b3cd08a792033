# shellcheck shell=bash
# `./pipeline test`: builds the chosen test projects, runs them one after another and adds up what the runner reports.
# Sourced by ./pipeline, whose functions and variables it uses.
: "${root:?}" "${artifacts:?}"

results=$artifacts/tests
longest_run=40m

test_help() {
    cat <<'HELP'
usage: ./pipeline test [NAME…] [OPTION…]

Runs every test project, or those whose name contains a NAME (in any case), and builds only what they need.
OPTIONs begin at the first argument with a dash and go to the runner of each project:

  --filter-class Pipeline.Core.Tests.Health.Whatever_happens     one class; * at either end matches anything
  --filter-method '*of_the_tables'                               one test
  --list-tests                                                   names, runs nothing
  --output Detailed                                              each test by name

What a project needs on the machine stands in its project file as TestNeeds. What is missing is installed on Debian as root;
where it cannot be, the tests that need it are skipped, and in CI (CI=true) they fail.

Reports are written to artifacts/tests. The last lines name what failed and count: N passed, N failed, N skipped.

exit codes: 0 all passed; 1 the build or a test failed, or no test ran, or in CI a test was skipped; 2 no such project; 130 interrupted

HELP
    echo "projects: $(test_projects | project_names | xargs)"
}

# The test projects of the solution, as paths.
test_projects() {
    grep -oE 'tests[\\/][^"]*\.Tests\.csproj' "$root/Pipeline.sln" | tr '\134' / | sort -u
}

# The tests of a TRX report that did not pass, by their whole names.
broken_tests() {
    grep -oE '<UnitTestResult [^>]*' "$1" | grep -E ' outcome="(Failed|Error|Timeout|Aborted)"' |
        sed -E 's/.* testName="([^"]*)".*/\1/; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' || true
}

# Reads paths of projects, writes their names.
project_names() { sed 's|.*/||; s|\.csproj$||'; }

# What a project needs on the machine: the words of its TestNeeds.
needs_of() { sed -n 's|.*<TestNeeds>\(.*\)</TestNeeds>.*|\1|p' "$root/$1" | tr ';' '\n'; }

# A counter of a TRX report (https://learn.microsoft.com/visualstudio/test: ResultSummary/Counters).
counter() {
    local value
    value=$(grep -oE '<Counters [^>]*' "$1" | grep -oE " $2=\"[0-9]+\"" | tr -dc '0-9') || true
    echo "${value:-0}"
}

run_tests() {
    local names=() options=() argument
    for argument; do
        if [[ $argument == @(-h|-\?|--help) ]]; then
            test_help
            return
        elif [[ $argument != -* && ${#options[@]} == 0 ]]; then
            names+=("$argument")
        else
            options+=("$argument")
        fi
    done

    local projects=()
    choose_projects "${names[@]}"
    need_dotnet
    need_parts
    take_turn
    build_tests

    rm -rf "$results"
    mkdir -p "$results"

    local passed=0 failed=0 skipped=0 interrupted='' broken=() project
    for project in "${projects[@]}"; do
        run_project "$project" "${options[@]}"
        [[ -z $interrupted ]] || break
    done

    local verdict=0
    if ((passed + failed == 0)) && [[ -z $interrupted && " ${options[*]}" != *" --list-tests"* ]]; then
        say "no test ran"
        failed=1
    fi
    ((failed == 0)) || verdict=1
    if [[ ${CI-} == true ]] && ((skipped > 0)); then
        say "in CI a skipped test is a failed one"
        verdict=1
    fi
    if [[ $interrupted ]]; then
        say "interrupted"
        verdict=130
    fi
    if ((${#broken[@]})); then printf 'failed: %s\n' "${broken[@]}"; fi
    echo "$passed passed, $failed failed, $skipped skipped"
    return "$verdict"
}

# Sets projects to those whose name contains one of the names; to all where none is given.
choose_projects() {
    local name project
    for name; do
        test_projects | project_names | grep -iF -- "$name" >/dev/null && continue
        say "no test project is called '$name'; there are: $(test_projects | project_names | xargs)"
        exit 2
    done
    while read -r project; do
        if is_chosen "$project" "$@"; then projects+=("$project"); fi
    done < <(test_projects)
}

is_chosen() {
    local project=${1##*/} name
    shift
    (($#)) || return 0
    for name; do
        [[ ${project,,} == *"${name,,}"*.csproj ]] && return
    done
    return 1
}

# Gets what the chosen projects need. What cannot be had is said, and the tests that need it are skipped.
need_parts() {
    local project part packages=()
    for part in $(for project in "${projects[@]}"; do needs_of "$project"; done | sort -u); do
        case $part in
            moto | terraform | grpc) "need_$part" || true ;;
            *)
                declare -F "has_$part" >/dev/null || die "TestNeeds: '$part' is nothing that ./pipeline knows how to get"
                packages+=("$part")
                ;;
        esac
    done
    ((${#packages[@]} == 0)) || need "${packages[@]}" || true
}

# One run at a time in a clone: a build would replace the assemblies that another run has loaded. The lock is this process's alone:
# what it starts gets no copy of the descriptor, because a build server would hold it on.
take_turn() {
    mkdir -p "$artifacts"
    exec 8>"$artifacts/tests.lock"
    flock --nonblock 8 && return
    say "another ./pipeline test runs in $root: waiting for it to end"
    flock 8
}

# Builds the chosen projects and what they are made of, as one build.
build_tests() {
    local target stamp flags=(--configuration Release --verbosity quiet) projects_there
    projects_there=$(test_projects | wc -l)
    if ((${#projects[@]} == projects_there)); then
        target=$root/Pipeline.sln
    elif ((${#projects[@]} == 1)); then
        target=$root/${projects[0]}
    else
        target=$artifacts/chosen.slnf
        write_filter >"$target"
    fi
    say "building ${target##*/}"

    # Restoring takes longer than building what changed; it has nothing to do unless a project file changed.
    stamp=$artifacts/restored/$(printf '%s\n' "${projects[@]}" | sha256sum | cut -c1-16)
    if is_restored "$stamp"; then flags+=(--no-restore); fi
    rm -f "$stamp"
    exec 9>"$artifacts/build.lock"
    flock 9
    quietly dotnet build "$target" "${flags[@]}" 8>&- 9>&-
    exec 9>&-
    mkdir -p "${stamp%/*}"
    touch "$stamp"
}

# A solution filter of the chosen projects (https://learn.microsoft.com/visualstudio/msbuild/solution-filters).
write_filter() {
    local listed
    listed=$(printf '"%s", ' "${projects[@]}")
    printf '{ "solution": { "path": "%s", "projects": [%s] } }\n' "$root/Pipeline.sln" "${listed%, }"
}

is_restored() {
    local stamp=$1 project
    [[ -f $stamp ]] || return
    for project in "${projects[@]}"; do
        [[ -f $root/${project%/*}/obj/project.assets.json ]] || return
    done
    [[ -z $(find "$root/src" "$root/samples" "$root/tests" "$root/benchmarks" "$root"/*.props "$root"/*.targets "$root"/*.json \
        \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" \
        \( -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name packages.lock.json -o -name global.json \) -print -quit) ]]
}

# Runs one project and adds its counts. A project that leaves no report, or ends badly with no test failed, counts as one failure.
run_project() {
    local project=$1 name report code=0
    shift
    name=$(project_names <<<"$project")
    report=$results/$name.trx

    echo "== $name"
    run_to_end dotnet exec "$root/${project%/*}/bin/Release/net10.0/Pipeline.$name.dll" --no-banner --no-ansi --progress off \
        --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename "$name.trx" "$@" || code=$?

    # 8 is the runner's word for "no test matched", which a filter may well mean.
    if ((code == 8 && $# > 0)); then return; fi

    if [[ ! -s $report ]]; then
        [[ $interrupted || " $*" == *" --list-tests"* ]] && return
        say "$name left no report (exit code $code)"
        failed=$((failed + 1))
        broken+=("$name, which left no report")
        return
    fi

    local bad
    bad=$(($(counter "$report" failed) + $(counter "$report" error) + $(counter "$report" timeout) + $(counter "$report" aborted)))
    if ((code != 0 && bad == 0)) && [[ -z $interrupted ]]; then
        say "$name ended with exit code $code"
        bad=1
        broken+=("$name, which ended with exit code $code")
    fi
    local broken_here
    mapfile -t broken_here < <(broken_tests "$report")
    broken+=("${broken_here[@]}")
    passed=$((passed + $(counter "$report" passed)))
    failed=$((failed + bad))
    skipped=$((skipped + $(counter "$report" notExecuted)))
}

# Runs the runner until it ends, is interrupted, or has taken too long. It does not outlive this script, even if that is killed;
# what it started does not outlive the runner (tests/RealParts/Runs).
run_to_end() {
    local runner code=0
    setpriv --pdeathsig TERM timeout --foreground --signal=INT --kill-after=20s "$longest_run" \
        env --default-signal=INT "$@" </dev/null 8>&- &
    runner=$!
    trap 'interrupted=1; kill -INT "$runner" 2>/dev/null || true' INT
    trap 'interrupted=1; kill -TERM "$runner" 2>/dev/null || true' TERM HUP
    while kill -0 "$runner" 2>/dev/null; do
        code=0
        wait "$runner" 2>/dev/null || code=$?
    done
    trap - INT TERM HUP
    return "$code"
}
