using System.Net;
using System.Security.Cryptography.X509Certificates;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Images.Tests.Images;

[Collection(BuiltImages.Tests)]
public sealed class When_the_images_are_built(BuiltImages yard, Moto moto, RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    /// <summary>How every container here is run: it can write nowhere but to /tmp, and has no right beyond its user's.</summary>
    private static readonly string[] Confined =
    [
        "--read-only",
        "--tmpfs", "/tmp:noexec,nosuid,nodev",
        "--cap-drop", "ALL",
        "--security-opt", "no-new-privileges",
    ];

    [Fact]
    public async Task Each_is_small_and_runs_as_nobody_in_particular()
    {
        var docker = await yard.EngineAsync();
        foreach (var image in BuiltImages.Images)
        {
            var user = await docker.DockerAsync(
                "image", "inspect", "--format", "{{.Config.User}} {{json .Config.Env}}", $"pipeline/{image}");
            user.ShouldStartWith("1654:1654 ");
            var layers = await docker.DockerAsync("history", "--human=false", "--format", "{{.Size}}", $"pipeline/{image}");
            var own = layers.Split('\n').SkipLast(1).Sum(long.Parse);
            own.ShouldBeLessThan(60_000_000, $"what {image} adds to its base");
        }
    }

    /// <summary>What <c>Root Certificate=/app/rds-ca.pem</c> checks a database on RDS against.</summary>
    [Fact]
    public async Task Those_that_open_a_database_carry_the_authorities_of_RDS()
    {
        var docker = await yard.EngineAsync();
        var copy = Path.Combine(Path.GetTempPath(), $"rds-ca-{Guid.NewGuid():N}.pem");
        await docker.DockerAsync("create", "--name", "carrier", "pipeline/projector");
        await docker.DockerAsync("cp", "carrier:/app/rds-ca.pem", copy);
        await docker.DockerAsync("rm", "carrier");

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(copy);
        File.Delete(copy);
        authorities.Count.ShouldBeGreaterThan(100);
        authorities.ShouldAllBe(authority => authority.Subject.Contains("Amazon RDS"));
        authorities.ShouldContain(authority => authority.Subject.Contains("us-east-1 Root CA RSA2048 G1"));
    }

    [Fact]
    public async Task Confined_and_apart_the_processes_register_a_sample_and_check_their_own_health()
    {
        var docker = await yard.EngineAsync();
        await using var route53 = await Emulator.StartAsync();
        var zone = route53.CreateZone(Domain);
        var aws = Moto.Environment(await moto.EndpointAsync())
            .Append(new("AWS_ENDPOINT_URL_ROUTE_53", route53.Endpoint.AbsoluteUri))
            .Append(new("Pipeline__Scope", "yard"));
        var database = new KeyValuePair<string, string>("Pipeline__Database", await postgres.CreateDatabaseAsync());

        (await docker.DockerAsync(
            ["run", "--rm", "--network", "host", .. Confined, "-e", $"{database.Key}={database.Value}", "--entrypoint", "/app/pipeline",
            "pipeline/projector", "database", "prepare"])).ShouldContain("it had none");
        await StartAsync("projector", [.. aws, database, new("Pipeline__Console", $"http://127.0.0.1:{FreePort()}")]);
        await HealthyAsync("projector");
        await StartAsync("health-saga", [.. aws, database, new("Pipeline__Console", $"http://127.0.0.1:{FreePort()}")]);
        await HealthyAsync("health-saga");

        var socket = docker.Endpoint.AbsolutePath;
        var group = await ShellCommand.RunAsync("stat", ["-c", "%g", socket]);
        await StartAsync("producer", [.. aws, new("Pipeline__HostId", "i-0123456789abcdef0"), new("Pipeline__HostAddress", "127.0.0.1")],
            "--volume", $"{socket}:/var/run/docker.sock", "--group-add", group);
        await Eventually.GetAsync(
            () => LogAsync("producer"), log => log.Contains(" watches "), "the agent watches", TimeSpan.FromSeconds(60));

        await docker.DockerAsync(["run", "--detach", "--name", "calc", .. Confined, "--publish", "127.0.0.1::8081",
            "-e", "SERVICE_8081_NAME=calc", "-e", "API_USER=me", "-e", "API_PASSWORD=secret", "pipeline/calc"]);
        var port = (await docker.DockerAsync("port", "calc", "8081")).Split('\n')[0].Split(':')[1];
        await Eventually.ThatAsync(
            () => Leads(route53, zone).SequenceEqual([$"1 1 {port} i-0123456789abcdef0.{Domain}"]),
            "the sample's name leads to it",
            TimeSpan.FromSeconds(90));
        (await docker.DockerAsync("exec", "projector", "/app/pipeline", "services", "--json")).ShouldContain("calc");

        var console = $"http://127.0.0.1:{FreePort()}";
        await StartAsync("console", [.. aws, database, new("Pipeline__Console", console)]);
        await HealthyAsync("console");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri($"{console}/services"))).ShouldContain("calc");

        await docker.DockerAsync("rm", "--force", "calc");
        await Eventually.ThatAsync(() => !Leads(route53, zone).Any(), "its name leads nowhere", TimeSpan.FromSeconds(90));

        foreach (var process in new[] { "console", "producer", "health-saga", "projector" })
        {
            await docker.DockerAsync("stop", "--time", "30", process);
            (await docker.DockerAsync("inspect", "--format", "{{.State.ExitCode}}", process)).ShouldBe("0", await LogAsync(process));
            await docker.DockerAsync("rm", process);
        }

        async Task StartAsync(string image, KeyValuePair<string, string>[] environment, params string[] options)
        {
            var variables = environment.SelectMany(variable => new[] { "-e", $"{variable.Key}={variable.Value}" });
            await docker.DockerAsync(
                ["run", "--detach", "--name", image, "--network", "host", .. Confined, .. options, .. variables, $"pipeline/{image}"]);
        }

        async Task HealthyAsync(string container) => await Eventually.ThatAsync(async () =>
        {
            if (await docker.DockerAsync("inspect", "--format", "{{.State.Running}}", container) is not "true")
                throw new OperationCanceledException(await LogAsync(container));
            await docker.DockerAsync("exec", container, "/app/pipeline", "healthcheck");
            return true;
        }, $"{container} is healthy", TimeSpan.FromSeconds(120));

        // Logs go to either stream, and the docker command keeps them apart.
        Task<string> LogAsync(string container) =>
            ShellCommand.RunAsync("sh", ["-c", $"docker -H {docker.Endpoint} logs {container} 2>&1"]);
    }

    private static IEnumerable<string> Leads(Emulator route53, string zone) => route53.Records(zone)
        .Where(record => record.Id.Name == $"calc.{Domain}" && record.Id.Type == "SRV")
        .SelectMany(record => record.Values, (_, value) => value.TrimEnd('.'));

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
