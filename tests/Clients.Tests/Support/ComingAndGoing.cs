namespace Pipeline.Clients.Tests.Support;

/// <summary>What each client goes through: an instance comes, another one goes, and no request may fail meanwhile.</summary>
internal static class ComingAndGoing
{
    /// <param name="service">A service without instances.</param>
    /// <param name="answers">What the client's requests come to.</param>
    /// <param name="start">Starts the client's load, of fifty requests a second.</param>
    public static async Task GoThroughAsync(Service service, AnswerLog answers, Func<Task<IAsyncDisposable>> start)
    {
        var first = await service.StartAsync("one", host: 0);
        var port = await service.PortAsync(first);
        await service.AnswersAsync(count: 1);
        await using (await start())
        {
            await answers.ComeFromAsync("one");

            await service.StartAsync("two", host: 1);
            await answers.ComeFromAsync("one", "two");

            await service.StopAsync(first);
            await answers.ComeFromAsync("two");

            await service.StartAgainAsync(first);
            (await service.PortAsync(first)).ShouldNotBe(port);
            await answers.ComeFromAsync("one", "two");
        }

        answers.Failures.ShouldBeEmpty();
    }
}
