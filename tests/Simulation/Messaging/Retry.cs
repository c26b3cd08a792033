namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>The endpoints' message retry: without an end, from 20 ms to 2 s, for failures that may pass.</summary>
internal static class Retry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Func<Task> consume, Func<Exception, bool> mayPass, TimeProvider time)
    {
        for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await consume();
                return;
            }
            catch (Exception failure) when (mayPass(failure))
            {
                await Task.Delay(pause, time);
            }
        }
    }
}
