using Pipeline.Terminal;

namespace Pipeline.Demo;

/// <summary>Waits until samples answer that they are well.</summary>
internal static class Answering
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    /// <exception cref="CommandFailure">One does not within a minute.</exception>
    public static async Task WaitAsync(IReadOnlyList<RunningSample> samples, TimeProvider time, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var patience = new CancellationTokenSource(AnswersWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        foreach (var sample in samples)
        {
            try
            {
                while (!await IsWellAsync(client, $"{sample.Url}/health", both.Token)) await Task.Delay(AskAgainAfter, time, both.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new CommandFailure($"{sample.Container} does not answer at {sample.Url}");
            }
        }
    }

    private static async Task<bool> IsWellAsync(HttpClient client, string url, CancellationToken cancel)
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
