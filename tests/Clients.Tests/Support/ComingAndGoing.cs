namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// What each client goes through, once through each resolver at the same time: instances come and go, and no request may fail.
/// </summary>
internal static class ComingAndGoing
{
    /// <param name="domain">Where the service is served.</param>
    /// <param name="service">A service without instances.</param>
    /// <param name="start">Starts the client's load through a resolver, of fifty requests a second.</param>
    /// <param name="spreads">
    /// Whether the client asks several instances in turn; otherwise it may stay with one until that one leaves.
    /// </param>
    public static async Task GoThroughAsync(
        ServedDomain domain, Service service, Func<RunningResolver, AnswerLog, Task<IAsyncDisposable>> start, bool spreads = true)
    {
        var first = await service.StartAsync("one", host: 0);
        var port = await service.PortAsync(first);
        await service.AnswersAsync(count: 1);

        var answers = domain.Resolvers.Select(resolver => new AnswerLog($"{service.Name} through {resolver.Name}")).ToList();
        var clients = await Task.WhenAll(domain.Resolvers.Zip(answers, start));
        try
        {
            await ComeFromAsync("one");

            var second = await service.StartAsync("two", host: 1);
            await service.AnswersAsync(count: 2);
            if (spreads) await ComeFromAsync("one", "two");

            await service.StopAsync(first);
            await ComeFromAsync("two");

            await service.StartAgainAsync(first);
            if (service.FixedPort is null) (await service.PortAsync(first)).ShouldNotBe(port);
            await service.AnswersAsync(count: 2);
            if (spreads) await ComeFromAsync("one", "two");

            await service.StopAsync(second);
            await ComeFromAsync("one");
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }

        answers.SelectMany(log => log.Failures).ShouldBeEmpty();

        Task ComeFromAsync(params string[] instances) => Task.WhenAll(answers.Select(log => log.ComeFromAsync(instances)));
    }
}
