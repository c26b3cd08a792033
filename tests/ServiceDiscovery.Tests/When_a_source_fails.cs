using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.ServiceDiscovery.Instances;
using Pipeline.ServiceDiscovery.Watching;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_a_source_fails
{
    public static TheoryData<Exception> Failures =>
    [
        new SourceUnavailableException("away"), new TaskCanceledException(), new OperationCanceledException(),
        new InvalidOperationException(), new TimeoutException(),
    ];

    [Theory, MemberData(nameof(Failures))]
    public async Task Whatever_it_throws_it_is_asked_again_and_what_it_says_then_counts(Exception failure)
    {
        var source = new FailsFirst(failure);
        await using var watch = new ServiceWatch("calc", [source], TimeProvider.System, NullLogger.Instance);
        await Should.ThrowAsync<HttpRequestException>(async () => await watch.ReadAsync(CancellationToken.None));
        await Eventually.ThatAsync(() => source.Asked > 1, "it is asked again", TimeSpan.FromSeconds(20));
        await Eventually.ThatAsync(async () => await CountAsync(watch) == 1, "its instance is known", TimeSpan.FromSeconds(20));
    }

    private static async Task<int> CountAsync(ServiceWatch watch)
    {
        try
        {
            return (await watch.ReadAsync(CancellationToken.None)).Reading.Instances.Length;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private sealed class FailsFirst(Exception failure) : IInstanceSource
    {
        public int Asked { get; private set; }

        public Task<Reading> ReadAsync(string service, Reading? known, CancellationToken cancel) => ++Asked == 1
            ? Task.FromException<Reading>(failure)
            : Task.FromResult(new Reading([new(new IPEndPoint(IPAddress.Loopback, 4711), "here")], Tag: null, TimeSpan.FromSeconds(1)));
    }
}
