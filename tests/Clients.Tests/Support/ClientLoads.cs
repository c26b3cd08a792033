namespace Pipeline.Clients.Tests.Support;

/// <summary>Starts a client's load of twenty requests a second.</summary>
/// <param name="resolver">Whom the client asks for names.</param>
/// <param name="answers">Takes what the requests come to.</param>
internal delegate Task<IAsyncDisposable> StartClient(RunningResolver resolver, AnswerLog answers);

/// <summary>The clients that more than one test runs.</summary>
internal static class ClientLoads
{
    /// <summary>A program that is told one thing: a URL, or a name.</summary>
    public static StartClient Program(string target, params string[] program) => (resolver, answers) =>
        Task.FromResult<IAsyncDisposable>(ClientProgram.StartAsking(resolver, [.. program, target], answers.Add));

    public static StartClient Curl(Service service) => Program(UrlOf(service), "sh", ClientPrograms.Find("curl.sh"));

    /// <summary>.NET's own HttpClient, by addresses.</summary>
    public static StartClient HttpClient(Service service) =>
        Program(UrlOf(service), "dotnet", Path.Combine(AppContext.BaseDirectory, "Pipeline.Clients.DotNet.dll"));

    /// <param name="instances">The name of an SRV set, or a name of addresses with a port.</param>
    public static StartClient Haproxy(string instances) => (resolver, answers) => ProxyUnderLoad.StartAsync(
        "haproxy",
        (listen, _) => ProxyConfiguration.Haproxy(listen, resolver.Address, instances),
        configuration => ["haproxy", "-db", "-f", configuration],
        answers);

    /// <summary>A service at its own name and the port that all its instances have.</summary>
    public static string UrlOf(Service service) => $"http://{service.Name}:{service.FixedPort}/";
}
