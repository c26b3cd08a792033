using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.ServiceDiscovery;

namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// A program with the package for .NET, under load: <c>http://NAME</c>, by the API alone, for nobody answers at the DNS server that it is
/// told.
/// </summary>
internal sealed class PackageCaller : IAsyncDisposable
{
    /// <summary>The name of the package's client for the API, as its README has it.</summary>
    private const string ApiClient = "Pipeline.ServiceDiscovery.Api";

    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 1);

    private readonly ServiceProvider services;
    private readonly HttpClient http;
    private readonly HttpLoad load;

    /// <param name="service">The service that it calls.</param>
    /// <param name="api">Where it asks.</param>
    /// <param name="questions">Hears each question to the API.</param>
    /// <param name="answers">Takes what its calls come to.</param>
    public PackageCaller(Service service, Uri api, ApiQuestions questions, AnswerLog answers)
    {
        var program = new ServiceCollection();
        program.AddLogging(logging => logging.ClearProviders());
        program.AddSingleton<IConfiguration>(new ConfigurationManager());
        program.AddPipelineServiceDiscovery(options =>
            (options.Api, options.ApiToken, options.DnsServer) = (api, ServedDomain.Token, Nobody));
        program.AddHttpClient(ApiClient).AddHttpMessageHandler(questions.Listen);
        program.AddHttpClient("caller", client => client.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) })
            .AddServiceDiscovery();
        services = program.BuildServiceProvider();
        http = services.GetRequiredService<IHttpClientFactory>().CreateClient("caller");
        load = new(http, new($"http://{service.Claim}/"), answers);
    }

    public async ValueTask DisposeAsync()
    {
        await load.DisposeAsync();
        http.Dispose();
        await services.DisposeAsync();
    }
}
