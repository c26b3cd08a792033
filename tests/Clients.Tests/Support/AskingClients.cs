namespace Pipeline.Clients.Tests.Support;

/// <summary>The same client once through each resolver, at the same time.</summary>
internal sealed class AskingClients : IAsyncDisposable
{
    private readonly IReadOnlyList<AnswerLog> answers;
    private readonly IReadOnlyList<IAsyncDisposable> clients;
    private bool ended;

    private AskingClients(IReadOnlyList<AnswerLog> answers, IReadOnlyList<IAsyncDisposable> clients) =>
        (this.answers, this.clients) = (answers, clients);

    /// <summary>Why requests failed, with the client of each.</summary>
    public IEnumerable<string> Failures => answers.SelectMany(log => log.Failures);

    public static async Task<AskingClients> StartAsync(ServedDomain domain, Service service, StartClient client)
    {
        var answers = domain.Resolvers.Select(resolver => new AnswerLog($"{service.Name} through {resolver.Name}")).ToList();
        return new(answers, await Task.WhenAll(domain.Resolvers.Zip(answers, (resolver, log) => client(resolver, log))));
    }

    /// <summary>Waits until the answers of a second come from exactly these instances.</summary>
    public Task HearAsync(params string[] instances) => Task.WhenAll(answers.Select(log => log.ComeFromAsync(instances)));

    public async Task EndAsync()
    {
        if (ended) return;
        ended = true;
        foreach (var client in clients) await client.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await EndAsync();
}
