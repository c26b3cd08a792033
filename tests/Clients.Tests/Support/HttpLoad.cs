namespace Pipeline.Clients.Tests.Support;

/// <summary>Twenty requests a second to one URL: a proxy's, or that of a service which the client finds by itself.</summary>
internal sealed class HttpLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / 20;

    private readonly HttpClient http;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public HttpLoad(HttpClient http, Uri url, AnswerLog answers)
    {
        this.http = http;
        running = RunAsync(url, answers);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(Uri url, AnswerLog answers)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        List<Task> asked = [];
        while (await NextAsync(timer)) asked.Add(AskAsync(url, answers));
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

    private async Task AskAsync(Uri url, AnswerLog answers)
    {
        try
        {
            answers.Add((await http.GetStringAsync(url)).Trim());
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            answers.AddFailure(failure);
        }
    }
}
