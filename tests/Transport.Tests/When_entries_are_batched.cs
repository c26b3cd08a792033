using System.Collections.Concurrent;
using Amazon.SQS;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_entries_are_batched : IDisposable
{
    private readonly ConcurrentQueue<IReadOnlyList<int>> batches = new();
    private readonly SemaphoreSlim answers = new(0);
    private readonly CancellationTokenSource patience = new();
    private readonly FakeTimeProvider time = new();
    private Func<IReadOnlyList<int>, IReadOnlyList<Refusal>> answer = _ => [];

    public void Dispose()
    {
        answers.Dispose();
        patience.Dispose();
    }

    private Batcher<int> Batcher(Func<int, int>? weigh = null) => new(
        async batch =>
        {
            batches.Enqueue(batch);
            await answers.WaitAsync();
            return answer(batch);
        },
        weigh ?? (_ => 1), time, patience.Token);

    private Task BatchesAsync(int count) => Eventually.ThatAsync(() => batches.Count == count, $"{count} batches are under way", Stage.Patience);

    [Fact]
    public async Task A_lone_entry_waits_for_no_company()
    {
        var sent = Batcher().AddAsync(1, CancellationToken.None);
        await BatchesAsync(1);
        answers.Release();
        await sent.WaitAsync(Stage.Patience);
        batches.Single().ShouldBe([1]);
    }

    [Fact]
    public async Task What_comes_while_calls_are_under_way_travels_together_ten_at_most()
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
        await Task.WhenAll(sent).WaitAsync(Stage.Patience);
        batches.Select(batch => batch.Count).ShouldBe([1, 1, 9]);

        await Task.WhenAll(Enumerable.Range(100, 95).Select(entry => batcher.AddAsync(entry, CancellationToken.None))).WaitAsync(Stage.Patience);
        batches.ShouldAllBe(batch => batch.Count <= 10);
        batches.SelectMany(batch => batch).Order().ShouldBe(Enumerable.Range(0, 11).Concat(Enumerable.Range(100, 95)));
    }

    [Fact]
    public async Task A_batch_is_no_longer_than_one_message_may_be()
    {
        answers.Release(100);
        var batcher = Batcher(_ => 100 * 1024);

        await Task.WhenAll(Enumerable.Range(0, 9).Select(entry => batcher.AddAsync(entry, CancellationToken.None))).WaitAsync(Stage.Patience);

        batches.ShouldAllBe(batch => batch.Count <= 2);
        batches.SelectMany(batch => batch).Order().ShouldBe(Enumerable.Range(0, 9));
    }

    [Fact]
    public async Task What_is_refused_for_good_fails_alone_and_what_is_refused_in_passing_is_tried_again()
    {
        answers.Release(100);
        var refused = 0;
        answer = batch => [.. batch.Index().Where(entry => entry.Item % 3 == 0).Select(entry => new Refusal(entry.Index, "no", entry.Item != 0 && refused++ < 3))];
        var batcher = Batcher();

        var sent = Enumerable.Range(0, 3).Select(entry => batcher.AddAsync(entry, CancellationToken.None)).ToList();
        await Task.WhenAll(sent[1], sent[2]).WaitAsync(Stage.Patience);
        (await Should.ThrowAsync<Exception>(() => sent[0].WaitAsync(Stage.Patience))).Message.ShouldBe("no");

        answer = batch => batches.Count(tried => tried.Contains(9)) <= 3 ? [new(0, "busy", MayPass: true)] : [];
        var busy = batcher.AddAsync(9, CancellationToken.None);
        await PassAsync(() => busy.IsCompleted);
        await busy;
        batches.Count(batch => batch.Contains(9)).ShouldBe(4);
    }

    [Fact]
    public async Task An_outage_is_waited_out_until_patience_ends()
    {
        answers.Release(100);
        answer = _ => throw new HttpRequestException("nobody there");
        var batcher = Batcher();
        var (waits, givesUp) = (batcher.AddAsync(1, CancellationToken.None), new CancellationTokenSource());
        var given = batcher.AddAsync(2, givesUp.Token);

        await PassAsync(() => batches.Count > 6);
        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(Stage.Patience));
        waits.IsCompleted.ShouldBeFalse();

        await patience.CancelAsync();
        (await Should.ThrowAsync<HttpRequestException>(() => waits.WaitAsync(Stage.Patience))).Message.ShouldBe("nobody there");
    }

    [Fact]
    public async Task An_answer_that_will_not_change_is_not_asked_for_again()
    {
        answers.Release(100);
        answer = _ => throw new AmazonSQSException("no", Amazon.Runtime.ErrorType.Sender, "AccessDenied", "1", System.Net.HttpStatusCode.Forbidden);

        await Should.ThrowAsync<AmazonSQSException>(() => Batcher().AddAsync(1, CancellationToken.None).WaitAsync(Stage.Patience));

        batches.ShouldHaveSingleItem();
    }

    private Task PassAsync(Func<bool> until) => Eventually.ThatAsync(
        () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return until();
        },
        "time passes", Stage.Patience);
}
