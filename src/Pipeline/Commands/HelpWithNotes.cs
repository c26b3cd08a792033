using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The usual help, and below it examples, settings and exit codes.</summary>
internal sealed class HelpWithNotes(HelpAction usual) : SynchronousCommandLineAction
{
    private const string RootNotes = """
        Examples:
          ./pipeline demo                              three services to play with
          ./pipeline up                                watch this machine's Docker engine
          docker run -d -e SERVICE_8081_NAME=calc -p 8081 IMAGE
          dig @127.0.0.1 -p 5300 SRV calc.servicediscovery.internal +short
          ./pipeline instances --service calc
          ./pipeline why calc                          why it answers as it does
          ./pipeline sagas --failed                    what is unhealthy, and why it stands where it stands
          ./pipeline test                              run every test
          ./pipeline bench                             run the benchmarks
        """;

    private const string UpNotes = """
        Examples:
          ./pipeline up --docker unix:///var/run/docker.sock --docker tcp://10.0.0.2:2375
          ./pipeline up --simulate 5 --domain lab.internal
          Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…' ./pipeline up

        When everything serves, it prints one line on standard output:
          ready: dns IP:PORT  console URL  domain NAME
        Ctrl-C stops everything that it started. A second `up` on the same --data goes on with its history.
        Without --docker and --simulate it watches DOCKER_HOST, else the local socket, else three simulated hosts.
        """;

    private const string DemoNotes = """
        Examples:
          ./pipeline demo                              containers of the local engine, or processes where there is none
          ./pipeline demo --processes --portal 127.0.0.1:8001

        When everything answers, it prints the portal's address and what to try. Checks are quicker than in earnest, everything is on
        loopback, and the registry is gone when it ends, unless --data or --database keeps it.
        """;

    private const string ProcessNotes = """
        Examples:
          export AWS_REGION=eu-west-1 Pipeline__Database='Host=db;Database=pipeline;Username=me;Password=…'
          Pipeline__ZoneId=Z0123456789ABCDEFGHIJ ./pipeline projector
          ./pipeline health-saga

        Credentials, region and endpoints are found as every AWS SDK finds them (AWS_PROFILE, a task's role, AWS_ENDPOINT_URL, …).
        When it serves, it prints one line on standard output. Of several projectors on one database one writes the zone,
        and several health sagas share the probing; when one dies, the others take over.
        """;

    private const string ReadNotes = """
        Reads the registry of a pipeline, running or stopped: the same --data, or the same database.
        Rows go to standard output, a plain table where it is piped on; all else goes to standard error.
        """;

    private const string DeadLetterNotes = """
        Reads what could not be handled beside the projector's queue on AWS: its error queue, its queue of skipped messages, and the
        dead-letter queue of its redrive policy. Region and credentials come from the environment, as for every AWS tool.
        Rows go to standard output, a plain table where it is piped on; all else goes to standard error.

        Examples:
          ./pipeline dead-letters --queue facts
          ./pipeline dead-letters redrive --queue facts                       all of them
          Pipeline__Queue=facts ./pipeline dead-letters redrive 0f8b2c1e-…    one, by its ID
        """;

    private const string HealthCheckNotes = """
        As a container's health check, where the image holds no shell and no curl:
          "healthCheck": { "command": ["CMD", "/app/pipeline", "healthcheck"] }
        """;

    private const string SagaNotes = """
        Examples:
          ./pipeline saga calc-1                       its state, its checks, and everything that happened to it
          ./pipeline saga 3f2a9c retry                 the step that is stuck is done again
          ./pipeline saga 3f2a9c release               it answers, and is not judged again in this run

        An order is recorded in the story, and done by the pipeline that runs on the same data, now or when it is started next.
        """;

    private const string OperatingNotes = """
        Give it the settings that the projector has: the zone's identifier, the time to live, the layout. A moment is 2026-01-31T12:00:00Z (UTC), or how
        long ago it was: 90s, 15m, 2h, 3d.

        Examples:
          ./pipeline plan                              what would change, and why
          ./pipeline replay --dry-run                  the same, from the events themselves
          ./pipeline replay                            do it; beside a leader it is the leader that is asked
          ./pipeline replay --as-of 2h --dry-run       what the zone should have held two hours ago
          ./pipeline replay --zone Z0123456789ABC      into another hosted zone, which must exist
          ./pipeline why calc; ./pipeline why 3f2a9c; ./pipeline why host-7 --at 2026-01-31T12:00:00Z
          ./pipeline events --follow --service calc
          ./pipeline backtest --policy calmer.json     with { "failures": 5, "floor": 0.8 } in it
        """;

    private const string CommonNotes = """
        Settings:
          Every option is also a setting in the environment: --report-interval is Pipeline__ReportInterval, --docker is
          Pipeline__Docker (with commas) or Pipeline__Docker__0, Pipeline__Docker__1, … An option wins over the environment.

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
            { Name: "saga" } => SagaNotes,
            { Name: "plan" or "replay" or "why" or "events" or "backtest" } => OperatingNotes,
            _ => ReadNotes,
        });
        output.WriteLine();
        output.WriteLine(CommonNotes);
        return ExitCode.Done;
    }
}
