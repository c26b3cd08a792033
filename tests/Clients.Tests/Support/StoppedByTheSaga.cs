namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// An instance fails its check, though it serves on: the health saga withdraws its record, waits for the TTL, and stops it. No request may
/// fail, although the instance serves on for less than the TTL once it is asked to stop.
/// </summary>
internal static class StoppedByTheSaga
{
    /// <summary>What a client may add to the TTL: the life of a pooled connection, or the interval of its questions.</summary>
    public static readonly TimeSpan Added = TimeSpan.FromSeconds(1.5);

    /// <param name="domain">Where the service is served.</param>
    /// <param name="service">A service without instances.</param>
    /// <param name="client">Starts the client, once for each resolver.</param>
    public static async Task GoThroughAsync(ServedDomain domain, Service service, StartClient client)
    {
        service.Grace.ShouldBeLessThan(ServedDomain.Ttl);
        var first = await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await using var clients = await AskingClients.StartAsync(domain, service, client);
        await clients.HearAsync("one");
        await service.StartAsync("two", host: 1);
        await service.AnswersAsync(count: 2);

        await service.SickenAsync(first);
        await service.EndsAsync(first);
        await clients.HearAsync("two");
        await clients.EndAsync();

        clients.Failures.ShouldBeEmpty();
        var timeline = (await domain.AskAsync($"/v1/sagas/{first}"))["timeline"]!.AsArray();
        (At("StopOrdered") - At("VerdictTaken"))
            .ShouldBeGreaterThanOrEqualTo(ServedDomain.Ttl, $"from the removal to the stop: {timeline}");

        DateTimeOffset At(string kind) =>
            timeline.Last(step => step!["kind"]!.GetValue<string>() == kind)!["at"]!.GetValue<DateTimeOffset>();
    }
}
