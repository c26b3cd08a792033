// Twenty requests a second to a URL; prints what each comes to: an instance's name, or "! " and why it failed. A connection is used for one
// second, because a pool that keeps its connections never asks DNS again.
using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1), UseProxy = false })
{
    Timeout = TimeSpan.FromSeconds(5),
};
using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
while (await pace.WaitForNextTickAsync()) _ = AskAsync();

async Task AskAsync()
{
    try
    {
        Console.WriteLine((await http.GetStringAsync(new Uri(args[0]))).Trim());
    }
    catch (Exception failure)
    {
        Console.WriteLine($"! {failure.GetBaseException().Message}");
    }
}
