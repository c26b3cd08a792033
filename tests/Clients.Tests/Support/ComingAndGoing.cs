namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// What each client goes through: instances come and go, are stopped as an orchestrator stops them, and no request may fail.
/// </summary>
internal static class ComingAndGoing
{
    /// <param name="domain">Where the service is served.</param>
    /// <param name="service">A service without instances.</param>
    /// <param name="client">Starts the client, once for each resolver.</param>
    /// <param name="spreads">
    /// Whether the client asks several instances in turn; otherwise it may stay with one until that one leaves.
    /// </param>
    public static async Task GoThroughAsync(
        ServedDomain domain, Service service, StartClient client, bool spreads = true)
    {
        var first = await service.StartAsync("one", host: 0);
        var port = await service.PortAsync(first);
        await service.AnswersAsync(count: 1);

        await using var clients = await AskingClients.StartAsync(domain, service, client);
        await clients.HearAsync("one");

        var second = await service.StartAsync("two", host: 1);
        await service.AnswersAsync(count: 2);
        if (spreads) await clients.HearAsync("one", "two");

        await service.StopAsync(first);
        await clients.HearAsync("two");

        await service.StartAgainAsync(first);
        if (service.FixedPort is null) (await service.PortAsync(first)).ShouldNotBe(port);
        await service.AnswersAsync(count: 2);
        if (spreads) await clients.HearAsync("one", "two");

        await service.StopAsync(second);
        await clients.HearAsync("one");
        await clients.EndAsync();
        clients.Failures.ShouldBeEmpty();
    }
}
