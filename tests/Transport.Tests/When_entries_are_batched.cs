using System.Collections.Concurrent;
using Amazon.SQS;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_entries_are_batched : IDisposable
{
    private readonly ConcurrentQueue<IReadOnlyList<int>> batches = new();
    private readonly SemaphoreSlim answers = new(0);
    private readonly CancellationTokenSource giveUp = new();
    private readonly FakeTimeProvider time = new();
    private Func<IReadOnlyList<int>, IReadOnlyList<RejectedEntry>> answer = _ => [];

    public void Dispose()
    {
        answers.Dispose();
        giveUp.Dispose();
    }

    private Batcher<int> Batcher(Func<int, int>? weigh = null) => new(
        async batch =>
        {
            batches.Enqueue(batch);
            await answers.WaitAsync();
            return answer(batch);
        },
        weigh ?? (_ => 1), eagerCalls: 2, time, giveUp.Token);

    private Task BatchesAsync(int count) =>
        Eventually.ThatAsync(() => batches.Count == count, $"{count} batches are in flight", TestBroker.Timeout);

    [Fact]
    public async Task A_single_entry_is_sent_at_once()
    {
        var sent = Batcher().AddAsync(1, CancellationToken.None);
        await BatchesAsync(1);
        answers.Release();
        await sent.WaitAsync(TestBroker.Timeout);
        batches.Single().ShouldBe([1]);
    }

    [Fact]
    public async Task Entries_that_arrive_during_calls_share_the_next_one_up_to_ten()
    {
        var batcher = Batcher();
        var sent = new List<Task> { batcher.AddAsync(0, CancellationToken.None) };
        await BatchesAsync(1);
        sent.Add(batcher.AddAsync(1, CancellationToken.None));
        await BatchesAsync(2);

        sent.AddRange(Enumerable.Range(2, 9).Select(entry => batcher.AddAsync(entry, CancellationToken.None)));
        answers.Release(2);
        await BatchesAsync(3);
        answers.Release(100);
        await Task.WhenAll(sent).WaitAsync(TestBroker.Timeout);
        batches.Select(batch => batch.Count).ShouldBe([1, 1, 9]);

        await Task.WhenAll(Enumerable.Range(100, 95).Select(entry => batcher.AddAsync(entry, CancellationToken.None)))
            .WaitAsync(TestBroker.Timeout);
        batches.ShouldAllBe(batch => batch.Count <= 10);
        batches.SelectMany(batch => batch).Order().ShouldBe(Enumerable.Range(0, 11).Concat(Enumerable.Range(100, 95)));
    }

    [Fact]
    public async Task A_batch_keeps_to_the_size_limit_of_a_message()
    {
        answers.Release(100);
        var batcher = Batcher(_ => 100 * 1024);

        await Task.WhenAll(Enumerable.Range(0, 9).Select(entry => batcher.AddAsync(entry, CancellationToken.None)))
            .WaitAsync(TestBroker.Timeout);

        batches.ShouldAllBe(batch => batch.Count <= 2);
        batches.SelectMany(batch => batch).Order().ShouldBe(Enumerable.Range(0, 9));
    }

    [Fact]
    public async Task A_permanent_rejection_fails_one_entry_and_a_transient_one_is_retried()
    {
        answers.Release(100);
        var refused = 0;
        answer = batch => [.. batch.Index().Where(entry => entry.Item % 3 == 0)
            .Select(entry => new RejectedEntry(entry.Index, "no", entry.Item != 0 && refused++ < 3))];
        var batcher = Batcher();

        var sent = Enumerable.Range(0, 3).Select(entry => batcher.AddAsync(entry, CancellationToken.None)).ToList();
        await Task.WhenAll(sent[1], sent[2]).WaitAsync(TestBroker.Timeout);
        (await Should.ThrowAsync<Exception>(() => sent[0].WaitAsync(TestBroker.Timeout))).Message.ShouldBe("no");

        answer = batch => batches.Count(tried => tried.Contains(9)) <= 3 ? [new(0, "busy", IsTransient: true)] : [];
        var busy = batcher.AddAsync(9, CancellationToken.None);
        await PassAsync(() => busy.IsCompleted);
        await busy;
        batches.Count(batch => batch.Contains(9)).ShouldBe(4);
    }

    [Fact]
    public async Task An_outage_is_retried_until_the_batcher_gives_up()
    {
        answers.Release(100);
        answer = _ => throw new HttpRequestException("unreachable");
        var batcher = Batcher();
        var (waits, givesUp) = (batcher.AddAsync(1, CancellationToken.None), new CancellationTokenSource());
        var given = batcher.AddAsync(2, givesUp.Token);

        await PassAsync(() => batches.Count > 6);
        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(TestBroker.Timeout));
        waits.IsCompleted.ShouldBeFalse();

        await giveUp.CancelAsync();
        (await Should.ThrowAsync<HttpRequestException>(() => waits.WaitAsync(TestBroker.Timeout))).Message.ShouldBe("unreachable");
    }

    [Fact]
    public async Task A_permanent_failure_is_not_retried()
    {
        answers.Release(100);
        answer = _ =>
            throw new AmazonSQSException("no", Amazon.Runtime.ErrorType.Sender, "AccessDenied", "1", System.Net.HttpStatusCode.Forbidden);

        await Should.ThrowAsync<AmazonSQSException>(() => Batcher().AddAsync(1, CancellationToken.None).WaitAsync(TestBroker.Timeout));

        batches.ShouldHaveSingleItem();
    }

    private Task PassAsync(Func<bool> until) => Eventually.ThatAsync(
        () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return until();
        },
        "time passes", TestBroker.Timeout);
}
