namespace Pipeline.Clients.Tests.Support;

/// <summary>Fifty requests a second to a proxy, which finds the instances.</summary>
internal sealed class HttpLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / 50;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public HttpLoad(Uri proxy, AnswerLog answers) => running = RunAsync(proxy, answers);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(Uri proxy, AnswerLog answers)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        List<Task> asked = [];
        while (await NextAsync(timer)) asked.Add(AskAsync(proxy, answers));
        await Task.WhenAll(asked);
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync(Uri proxy, AnswerLog answers)
    {
        try
        {
            answers.Add((await http.GetStringAsync(proxy)).Trim());
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            answers.AddFailure(failure);
        }
    }
}
