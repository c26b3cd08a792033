namespace Pipeline.Commands.Help;

/// <summary>What the help of each command says below its options: examples first.</summary>
internal static class CommandNotes
{
    private static readonly Dictionary<string, string> Notes = new()
    {
        [""] = """
            Examples:
              ./pipeline demo                              three example services
              ./pipeline up                                watch this machine's Docker engine
              docker run -d -e SERVICE_8081_NAME=calc -p 8081 IMAGE
              dig @127.0.0.1 -p 5300 SRV calc.servicediscovery.internal +short
              ./pipeline instances --service calc
              ./pipeline resolver                          how this machine's own programs find the names
              ./pipeline why calc                          why DNS answers as it does
              ./pipeline sagas --failed                    which containers fail their check, and why

            Every option of a setting can be set in the environment: --report-interval is Pipeline__ReportInterval. An
            option overrides it. `./pipeline completion bash` completes commands and options in your shell (also zsh,
            fish).
            """,
        ["up"] = """
            Examples:
              ./pipeline up --docker unix:///var/run/docker.sock --docker tcp://10.0.0.2:2375
              ./pipeline up --simulate 5 --domain lab.internal
              ./pipeline up --only team=payments           containers with this label alone
              Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…' ./pipeline up

            When it is ready, it prints one line on standard output:
              ready: dns IP:PORT  console URL  domain NAME
            Ctrl-C stops everything that it started. The next `up` with the same --data continues with its history.
            Without --docker and --simulate it watches DOCKER_HOST, else the local socket, else three simulated hosts.
            """,
        ["demo"] = """
            Examples:
              ./pipeline demo                              containers of the local engine, or processes where there is none
              ./pipeline demo --processes --portal 127.0.0.1:8000

            When it is ready, it prints the portal's address and what to try. Checks run at shorter intervals than
            usual, everything listens on loopback, and the registry is deleted at the end unless --data or --database is
            set.
            """,
        ["drill"] = """
            Examples:
              ./pipeline drill                             an incident by chance: find it
              ./pipeline drill --list                      what can happen
              ./pipeline drill crash-loop --reveal         one of them, with its cause and its remedy

            It runs a pipeline with simulated hosts, under a domain, a directory and ports of its own, and touches
            nothing else; several may run. Enter tells the cause, a second one mends it, Ctrl-C ends the drill. Without a
            terminal it waits until the status says what is wrong, mends it, and ends.
            """,
        ["projector"] = """
            Examples:
              export AWS_REGION=eu-west-1 Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…'
              Pipeline__ZoneId=Z0123456789ABCDEFGHIJ ./pipeline projector

            Credentials, region and endpoints come from the usual AWS sources (AWS_PROFILE, a task role,
            AWS_ENDPOINT_URL, …). When it is ready, it prints one line on standard output. Of several on one database
            one leads the zone; when it ends, another takes over.
            """,
        ["health-saga"] = """
            Examples:
              export AWS_REGION=eu-west-1 Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…'
              ./pipeline health-saga

            Credentials, region and endpoints come from the usual AWS sources (AWS_PROFILE, a task role,
            AWS_ENDPOINT_URL, …). When it is ready, it prints one line on standard output. Several on one database share
            the checks; when one ends, the others take over.
            """,
        ["console"] = """
            Shows the database of a pipeline that runs elsewhere. When it is ready, it prints one line on standard
            output.
            """,
        ["services"] = """
            Examples:
              ./pipeline services
              ./pipeline services --watch

            Reads a pipeline, running or stopped: the same --data, or the same --database. Rows go to standard output, a
            line each in a pipe; explanations and notes go to standard error.
            """,
        ["instances"] = """
            Examples:
              ./pipeline instances --service calc
              ./pipeline instances --state ejected --host host-7
              ./pipeline instances --refused

            Reads a pipeline, running or stopped: the same --data, or the same --database. Rows go to standard output, a
            line each in a pipe; explanations and notes go to standard error.
            """,
        ["hosts"] = """
            Examples:
              ./pipeline hosts
              ./pipeline hosts --state suspected

            Reads a pipeline, running or stopped: the same --data, or the same --database. Rows go to standard output, a
            line each in a pipe; explanations and notes go to standard error.
            """,
        ["names"] = """
            Examples:
              ./pipeline names
              ./pipeline names --service calc

            Reads a pipeline, running or stopped: the same --data, or the same --database. Rows go to standard output, a
            line each in a pipe; explanations and notes go to standard error.
            """,
        ["sagas"] = """
            Examples:
              ./pipeline sagas --failed
              ./pipeline sagas --service calc --watch
              ./pipeline sagas --state stopped --limit 20

            Reads a pipeline, running or stopped: the same --data, or the same --database. Rows go to standard output, a
            line each in a pipe; explanations and notes go to standard error.
            """,
        ["dead-letters"] = """
            Examples:
              ./pipeline dead-letters --queue facts

            Reads the queue's error queue, its queue of skipped messages, and the dead-letter queue of its redrive
            policy. Region and credentials come from the usual AWS sources.
            """,
        ["dead-letters redrive"] = """
            Examples:
              ./pipeline dead-letters redrive --queue facts                       all of them
              Pipeline__Queue=facts ./pipeline dead-letters redrive 0f8b2c1e-…    one, by its ID
            """,
        ["healthcheck"] = """
            As a container's health check, for an image without shell and curl:
              "healthCheck": { "command": ["CMD", "/app/pipeline", "healthcheck"] }
            """,
        ["resolver"] = """
            Examples:
              ./pipeline resolver                                          for the resolver of this machine
              ./pipeline resolver dnsmasq | sudo tee /etc/dnsmasq.d/pipeline.conf
              ./pipeline resolver unbound --domain lab.internal --dns 127.0.0.1:5301

            Prints a configuration file on standard output, with where it goes, and changes nothing. docs/clients.md has
            the programs that were tried with it.
            """,
        ["saga"] = """
            Examples:
              ./pipeline saga calc-1                       its state, its checks and its history
              ./pipeline saga 3f2a9c retry                 repeat the step that is stuck
              ./pipeline saga 3f2a9c release               keep it in DNS, ignore its checks until it restarts

            The action is recorded as an event. The pipeline that runs on the same data carries it out, now or at its
            next start.
            """,
        ["plan"] = """
            Examples:
              ./pipeline plan                              what would change, and why
              ./pipeline plan --exit-code                  for scripts: ends with 3 where something would change

            Takes the settings of the zone's leader: zone ID, TTL, layout.
            """,
        ["replay"] = """
            Examples:
              ./pipeline replay --dry-run                  what it would change, computed from the events
              ./pipeline replay                            apply it; if a leader runs, the leader applies it
              ./pipeline replay --as-of 2h --dry-run       what the zone should have held two hours ago
              ./pipeline replay --zone Z0123456789ABC      into another hosted zone, which must exist

            Takes the settings of the zone's leader: zone ID, TTL, layout. A TIME is 2026-01-31T12:00:00Z (UTC), or an
            age: 90s, 15m, 2h, 3d.
            """,
        ["adopt"] = """
            Examples:
              ./pipeline adopt                             what a restored or new database would take over, and why
              ./pipeline adopt --yes                       take it over: the zone becomes what runs
              ./pipeline adopt --from agent                what the agent of the ECS reference design wrote
              ./pipeline adopt --from hand calc --yes      a name whose record a person made

            Takes the settings of the zone's leader: zone ID, TTL, layout. Leads the zone for one pass; the projector
            that leads it goes on afterwards. docs/migration.md has each path as steps, with a way back.
            """,
        ["database"] = """
            Examples:
              ./pipeline database                          whether this version works with the schema
              ./pipeline database prepare                  before the processes of a new version start

            A projector, a health saga and a console never change a schema: where it is missing or older, they say so and
            wait until it is prepared. `up` prepares its own. docs/upgrades.md goes through an upgrade.
            """,
        ["storage"] = """
            Examples:
              ./pipeline storage                           what lies in the database, how it grows, when it is dropped
              ./pipeline storage --json | jq .bytes        all of it, in bytes

            Reads counters of the server, and no table: rows are estimates. Deleted rows make room for new ones, and
            their tables do not shrink.
            """,
        ["why"] = """
            Examples:
              ./pipeline why calc                          why DNS answers as it does for a name
              ./pipeline why 3f2a9c                        a container, by the start of its ID
              ./pipeline why host-7 --at 2026-01-31T12:00:00Z

            A TIME is 2026-01-31T12:00:00Z (UTC), or an age: 90s, 15m, 2h, 3d.
            """,
        ["events"] = """
            Examples:
              ./pipeline events --since 15m
              ./pipeline events --follow --service calc

            A TIME is 2026-01-31T12:00:00Z (UTC), or an age: 90s, 15m, 2h, 3d.
            """,
        ["backtest"] = """
            Examples:
              ./pipeline backtest --policy calmer.json     with { "failures": 5, "floor": 0.8 } in it

            What the file does not say is as the settings say. A TIME is 2026-01-31T12:00:00Z (UTC), or an age: 90s,
            15m, 2h, 3d.
            """,
        ["completion"] = """
            Examples:
              source <(./pipeline completion bash)         in ~/.bashrc
              source <(./pipeline completion zsh)          in ~/.zshrc, after compinit
              ./pipeline completion fish | source          in ~/.config/fish/config.fish
            """,
    };

    /// <param name="command">The words that call the command: <c>hosts forget</c>; empty for the whole command line.</param>
    /// <returns>Null where the options say it all.</returns>
    public static string? Of(string command) => Notes.GetValueOrDefault(command);
}
