using Microsoft.Extensions.Logging;

namespace Pipeline.ServiceDiscovery.Tests.Support;

/// <summary>A program that calls services by their names.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public Caller(Action<PipelineServiceDiscoveryOptions> configure, Action<IServiceCollection>? more = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.ClearProviders());
        collection.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(
            new Microsoft.Extensions.Configuration.ConfigurationManager());
        collection.AddPipelineServiceDiscovery(options =>
        {
            options.Domain = Names.Domain;
            options.DnsTimeout = TimeSpan.FromMilliseconds(500);
            configure(options);
        });
        collection.AddHttpClient("caller").AddServiceDiscovery();
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Calls once.</summary>
    /// <returns>The name of the instance that answered.</returns>
    public async Task<string> CallAsync(string url)
    {
        using var client = Get<IHttpClientFactory>().CreateClient("caller");
        return await client.GetStringAsync(new Uri(url));
    }

    /// <summary>Calls until exactly these instances answer, and nobody else, and no call fails.</summary>
    public async Task IsAnsweredByAsync(string url, params string[] names) => await Eventually.GetAsync(
        async () =>
        {
            var answers = new HashSet<string>();
            for (var call = 0; call < 6; call++) answers.Add(await CallAsync(url));
            return answers;
        },
        answers => answers.SetEquals(names), $"{url} is answered by {string.Join(", ", names)}", TimeSpan.FromSeconds(20));

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
