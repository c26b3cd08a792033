using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The default help with examples, settings and exit codes below it.</summary>
internal sealed class HelpWithNotes(HelpAction usual) : SynchronousCommandLineAction
{
    private const string RootNotes = """
        Examples:
          ./pipeline demo                              three example services
          ./pipeline up                                watch this machine's Docker engine
          docker run -d -e SERVICE_8081_NAME=calc -p 8081 IMAGE
          dig @127.0.0.1 -p 5300 SRV calc.servicediscovery.internal +short
          ./pipeline instances --service calc
          ./pipeline resolver                          how this machine's own programs find the names
          ./pipeline why calc                          why DNS answers as it does
          ./pipeline sagas --failed                    which containers fail their check, and why
          ./pipeline test                              run every test
          ./pipeline bench                             run the benchmarks
        """;

    private const string UpNotes = """
        Examples:
          ./pipeline up --docker unix:///var/run/docker.sock --docker tcp://10.0.0.2:2375
          ./pipeline up --simulate 5 --domain lab.internal
          Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…' ./pipeline up

        When it is ready, it prints one line on standard output:
          ready: dns IP:PORT  console URL  domain NAME
        Ctrl-C stops everything that it started. The next `up` with the same --data continues with its history.
        Without --docker and --simulate it watches DOCKER_HOST, else the local socket, else three simulated hosts.
        """;

    private const string DemoNotes = """
        Examples:
          ./pipeline demo                              containers of the local engine, or processes where there is none
          ./pipeline demo --processes --portal 127.0.0.1:8001

        When it is ready, it prints the portal's address and what to try. Checks run at shorter intervals than usual, everything listens on
        loopback, and the registry is deleted at the end unless --data or --database is set.
        """;

    private const string ProcessNotes = """
        Examples:
          export AWS_REGION=eu-west-1 Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…'
          Pipeline__ZoneId=Z0123456789ABCDEFGHIJ ./pipeline projector
          ./pipeline health-saga

        Credentials, region and endpoints come from the usual AWS sources (AWS_PROFILE, a task role, AWS_ENDPOINT_URL, …). When it is
        ready, it prints one line on standard output. Of several projectors on one database one leads the zone, and several health
        sagas share the checks; when one ends, the others take over.
        """;

    private const string ReadNotes = """
        Reads the registry of a pipeline, running or stopped: the same --data, or the same database.
        Rows go to standard output, as a plain table when piped; explanations and notes go to standard error.
        """;

    private const string DeadLetterNotes = """
        Reads the messages that could not be handled: from the queue's error queue, its queue of skipped messages, and the dead-letter
        queue of its redrive policy. Region and credentials come from the usual AWS sources.
        Rows go to standard output, as a plain table when piped; explanations and notes go to standard error.

        Examples:
          ./pipeline dead-letters --queue facts
          ./pipeline dead-letters redrive --queue facts                       all of them
          Pipeline__Queue=facts ./pipeline dead-letters redrive 0f8b2c1e-…    one, by its ID
        """;

    private const string HealthCheckNotes = """
        As a container's health check, for an image without shell and curl:
          "healthCheck": { "command": ["CMD", "/app/pipeline", "healthcheck"] }
        """;

    private const string ResolverNotes = """
        Examples:
          ./pipeline resolver                                          for the resolver of this machine
          ./pipeline resolver dnsmasq | sudo tee /etc/dnsmasq.d/pipeline.conf
          ./pipeline resolver unbound --domain lab.internal --dns 127.0.0.1:5301

        Prints a configuration file on standard output, with where it goes, and changes nothing. docs/clients.md has the programs that
        were tried with it.
        """;

    private const string SagaNotes = """
        Examples:
          ./pipeline saga calc-1                       its state, its checks and its history
          ./pipeline saga 3f2a9c retry                 repeat the step that is stuck
          ./pipeline saga 3f2a9c release               keep it in DNS, ignore its checks until it restarts

        The action is recorded as an event. The pipeline that runs on the same data carries it out, now or at its next start.
        """;

    private const string OperatingNotes = """
        Use the projector's settings: zone ID, TTL, layout. A TIME is 2026-01-31T12:00:00Z (UTC), or an age: 90s, 15m, 2h, 3d.

        Examples:
          ./pipeline plan                              what would change, and why
          ./pipeline replay --dry-run                  the same, computed from the events
          ./pipeline replay                            apply it; if a leader runs, the leader applies it
          ./pipeline replay --as-of 2h --dry-run       what the zone should have held two hours ago
          ./pipeline replay --zone Z0123456789ABC      into another hosted zone, which must exist
          ./pipeline why calc; ./pipeline why 3f2a9c; ./pipeline why host-7 --at 2026-01-31T12:00:00Z
          ./pipeline events --follow --service calc
          ./pipeline backtest --policy calmer.json     with { "failures": 5, "floor": 0.8 } in it
        """;

    private const string CommonNotes = """
        Settings:
          Every option can be set in the environment: --report-interval is Pipeline__ReportInterval, --docker is Pipeline__Docker
          (comma-separated) or Pipeline__Docker__0, Pipeline__Docker__1, … An option overrides the environment.

        Exit codes:
          0  done, or stopped when asked to      2  the command line or a setting is wrong
          1  something failed                    130  a reading was interrupted
        """;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(parseResult.CommandResult.Command switch
        {
            RootCommand => RootNotes,
            { Name: "up" } => UpNotes,
            { Name: "demo" } => DemoNotes,
            { Name: "projector" or "health-saga" } => ProcessNotes,
            { Name: "dead-letters" or "redrive" } => DeadLetterNotes,
            { Name: "healthcheck" } => HealthCheckNotes,
            { Name: "resolver" } => ResolverNotes,
            { Name: "saga" } => SagaNotes,
            { Name: "plan" or "replay" or "why" or "events" or "backtest" } => OperatingNotes,
            _ => ReadNotes,
        });
        output.WriteLine();
        output.WriteLine(CommonNotes);
        return ExitCode.Done;
    }
}
