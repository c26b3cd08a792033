using Pipeline.Terminal;

namespace Pipeline.Demo;

/// <summary>Waits until the health checks of samples pass.</summary>
internal static class SampleHealth
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    /// <exception cref="CommandFailure">One did not pass within a minute.</exception>
    public static async Task WaitAsync(IReadOnlyList<RunningSample> samples, TimeProvider time, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var patience = new CancellationTokenSource(MaxWait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        foreach (var sample in samples)
        {
            try
            {
                while (!await IsHealthyAsync(client, $"{sample.Url}/health", both.Token)) await Task.Delay(PollInterval, time, both.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new CommandFailure($"{sample.Container} does not answer at {sample.Url}: read its log");
            }
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, string url, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(url, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
