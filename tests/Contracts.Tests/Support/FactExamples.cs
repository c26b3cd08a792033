namespace Pipeline.Contracts.Tests.Support;

/// <summary>One of each fact, and how it looks on the wire.</summary>
internal static class FactExamples
{
    private static readonly HostIdentity Host = new("red", "192.0.2.7");
    private static readonly Stamp Stamp = new(1_767_225_600_000, 42);
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 30, 15, 250, TimeSpan.Zero);

    private const string Id = "4f66ad9a0b2e1d7c8a3b5e6f4f66ad9a0b2e1d7c8a3b5e6f4f66ad9a0b2e1d7c";

    private static readonly EcsTask Task = new("arn:aws:ecs:eu-west-1:111122223333:task/main/0123", "main", "calc:7", "web");

    private const string TaskJson = """
        {
          "arn": "arn:aws:ecs:eu-west-1:111122223333:task/main/0123",
          "cluster": "main",
          "family": "calc:7",
          "containerName": "web"
        }
        """;

    private static readonly ContainerSnapshot InEcs = new()
    {
        Id = Id,
        Name = "ecs-calc-7-web",
        Image = "calc:1",
        StartedAt = At,
        Phase = ContainerPhase.Running,
        Endpoints =
        [
            new Endpoint
            {
                Service = "_calc._tcp",
                Protocol = TransportProtocol.Tcp,
                ContainerPort = 8081,
                HostPort = 32768,
                Address = "192.0.2.7",
                Check = "http:/up",
                CheckInterval = "5",
                CheckTimeout = "00:00:01",
            },
            new Endpoint { Service = "dns", Protocol = TransportProtocol.Udp, ContainerPort = 53 },
        ],
        Task = Task,
        Health = EngineHealth.Unhealthy,
    };

    /// <summary>A report of many containers in ECS, no two alike where real ones are not.</summary>
    public static HostReported ReportOf(int containers)
    {
        var random = new Random(7);
        return new HostReported
        {
            Host = Host,
            Stamp = Stamp,
            At = At,
            Interval = TimeSpan.FromSeconds(30),
            Engine = "docker 28.1",
            Containers = [.. Enumerable.Range(0, containers).Select(i => InEcs with
            {
                Id = Hex(32),
                Name = $"ecs-calc-{i % 20}-web-{Hex(10)}",
                Image = $"111122223333.dkr.ecr.eu-west-1.amazonaws.com/calc-{i % 20}:{i % 7}",
                StartedAt = At.AddTicks(random.NextInt64(TimeSpan.TicksPerDay)),
                Endpoints =
                [
                    new Endpoint
                    {
                        Service = $"_calc-{i % 20}._tcp",
                        Protocol = TransportProtocol.Tcp,
                        ContainerPort = 8081,
                        HostPort = 32768 + random.Next(28_000),
                        Address = "192.0.2.7",
                    },
                ],
                Task = new EcsTask($"arn:aws:ecs:eu-west-1:111122223333:task/main/{Hex(16)}", "main", $"calc-{i % 20}:{i % 7}", "web"),
            })],
        };

        string Hex(int bytes)
        {
            var drawn = new byte[bytes];
            random.NextBytes(drawn);
            return Convert.ToHexStringLower(drawn);
        }
    }

    private const string InEcsJson = $$"""
        {
          "id": "{{Id}}",
          "name": "ecs-calc-7-web",
          "image": "calc:1",
          "startedAt": "2026-01-01T12:30:15.25+00:00",
          "phase": "Running",
          "endpoints": [
            {
              "service": "_calc._tcp",
              "protocol": "Tcp",
              "containerPort": 8081,
              "hostPort": 32768,
              "address": "192.0.2.7",
              "check": "http:/up",
              "checkInterval": "5",
              "checkTimeout": "00:00:01"
            },
            { "service": "dns", "protocol": "Udp", "containerPort": 53 }
          ],
          "task": {{TaskJson}},
          "health": "Unhealthy"
        }
        """;

    /// <summary>What every fact begins with.</summary>
    private const string Opening = """
        "host": { "name": "red", "address": "192.0.2.7" },
        "stamp": { "epoch": 1767225600000, "sequence": 42 },
        "at": "2026-01-01T12:30:15.25+00:00"
        """;

    public static IReadOnlyDictionary<string, (IHostFact Fact, string Json)> All { get; } = new Dictionary<string, (IHostFact, string)>
    {
        ["a container started"] = (
            new ContainerStarted { Host = Host, Stamp = Stamp, At = At, Container = InEcs },
            $$"""{ {{Opening}}, "container": {{InEcsJson}} }"""),

        ["a container is asked to stop"] = (
            new ContainerStopping { Host = Host, Stamp = Stamp, At = At, ContainerId = Id, Signal = 15 },
            $$"""{ {{Opening}}, "containerId": "{{Id}}", "signal": 15 }"""),

        ["a container paused"] = (
            new ContainerPaused { Host = Host, Stamp = Stamp, At = At, ContainerId = Id },
            $$"""{ {{Opening}}, "containerId": "{{Id}}" }"""),

        ["a container exited"] = (
            new ContainerStopped { Host = Host, Stamp = Stamp, At = At, ContainerId = Id, Cause = StopCause.Exited, ExitCode = 137 },
            $$"""{ {{Opening}}, "containerId": "{{Id}}", "cause": "Exited", "exitCode": 137 }"""),

        ["a container was removed"] = (
            new ContainerStopped { Host = Host, Stamp = Stamp, At = At, ContainerId = Id, Cause = StopCause.Removed },
            $$"""{ {{Opening}}, "containerId": "{{Id}}", "cause": "Removed" }"""),

        ["a host reported"] = (
            new HostReported
            {
                Host = Host,
                Stamp = Stamp,
                At = At,
                Interval = TimeSpan.FromSeconds(30),
                Engine = "docker 28.1",
                Containers =
                [
                    InEcs,
                    new() { Id = "5a", Name = "calc", Image = "calc:2", StartedAt = At, Phase = ContainerPhase.Stopping, Endpoints = [] },
                    new() { Id = "6b", Name = "time", Image = "time:1", StartedAt = At, Phase = ContainerPhase.Paused, Endpoints = [] },
                ],
            },
            $$"""
            {
              {{Opening}},
              "interval": "00:00:30",
              "engine": "docker 28.1",
              "containers": [
                {{InEcsJson}},
                {
                  "id": "5a",
                  "name": "calc",
                  "image": "calc:2",
                  "startedAt": "2026-01-01T12:30:15.25+00:00",
                  "phase": "Stopping",
                  "endpoints": []
                },
                {
                  "id": "6b",
                  "name": "time",
                  "image": "time:1",
                  "startedAt": "2026-01-01T12:30:15.25+00:00",
                  "phase": "Paused",
                  "endpoints": []
                }
              ]
            }
            """),

        ["a host left"] = (
            new HostLeft { Host = Host, Stamp = Stamp, At = At, Reason = "spot interruption" },
            $$"""{ {{Opening}}, "reason": "spot interruption" }"""),
    };

    private const string Verdict = $$"""
        "containerId": "{{Id}}",
        "run": "2026-01-01T12:30:15.25+00:00",
        "sequence": 3,
        "host": "red",
        "reason": "3 failures in a row: HTTP 500",
        "at": "2026-01-01T12:30:15.25+00:00"
        """;

    /// <summary>What travels beside facts.</summary>
    public static IReadOnlyDictionary<string, (object Message, string Json)> Others { get; } = new Dictionary<string, (object, string)>
    {
        ["a container is condemned"] = (
            new ContainerCondemned
            {
                ContainerId = Id,
                Run = At,
                Sequence = 3,
                Host = "red",
                Reason = "3 failures in a row: HTTP 500",
                At = At,
            },
            $$"""{ {{Verdict}} }"""),

        ["a container is reinstated"] = (
            new ContainerReinstated
            {
                ContainerId = Id,
                Run = At,
                Sequence = 3,
                Host = "red",
                Reason = "3 failures in a row: HTTP 500",
                At = At,
            },
            $$"""{ {{Verdict}} }"""),

        ["a verdict is carried out"] = (
            new VerdictCarriedOut { ContainerId = Id, Run = At, Sequence = 3, ChangeId = "C0123", At = At },
            $$"""
            {
              "containerId": "{{Id}}",
              "run": "2026-01-01T12:30:15.25+00:00",
              "sequence": 3,
              "changeId": "C0123",
              "at": "2026-01-01T12:30:15.25+00:00"
            }
            """),

        ["a task is to be stopped"] = (
            new StopTask { ContainerId = Id, Run = At, Host = "red", Task = Task, Reason = "Unhealthy" },
            $$"""
            {
              "containerId": "{{Id}}",
              "run": "2026-01-01T12:30:15.25+00:00",
              "host": "red",
              "task": {{TaskJson}},
              "reason": "Unhealthy"
            }
            """),
    };
}
