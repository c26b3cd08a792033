using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Projector.Names;
using Pipeline.Projector.Settings;

namespace Pipeline.Projector.Tests.Names;

public sealed class Reading_the_owners_file : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string path = Path.Combine(Path.GetTempPath(), $"owners-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider time = new();
    private readonly OwnersFile file;

    public Reading_the_owners_file() => file = new OwnersFile(
        new ProjectorSettings { Domain = "servicediscovery.internal", Names = new() { OwnersFile = path } },
        OwnersFileUse.Decides, time, NullLogger<OwnersFile>.Instance);

    [Fact]
    public async Task A_process_does_not_start_with_a_bad_line_and_says_which_it_is()
    {
        await File.WriteAllTextAsync(path, "checkout family:shop\npay team:payments\n");

        var refused = await Should.ThrowAsync<OwnersFileException>(() => file.StartingAsync(CancellationToken.None));

        refused.Message.ShouldBe(
            $"the owners' file {path} is not valid: line 2: 'team' is no kind of owner; write family:NAME, image:NAME or label:VALUE; "
            + "correct it, or unset Pipeline__NameOwners");
    }

    [Fact]
    public async Task A_process_does_not_start_without_the_file() =>
        (await Should.ThrowAsync<OwnersFileException>(() => file.StartingAsync(CancellationToken.None)))
            .Message.ShouldEndWith("make it readable, or unset Pipeline__NameOwners");

    [Fact]
    public async Task A_list_that_is_a_setting_itself_holds_as_a_file_does()
    {
        using var list = ListOf("checkout family:shop\npay family:payments");
        await list.StartingAsync(CancellationToken.None);
        await list.StartAsync(CancellationToken.None);

        list.Rules.Find("pay")!.Owners.Select(owner => owner.ToString()).ShouldBe(["family:payments"]);
        await list.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_process_does_not_start_with_a_bad_line_of_a_list()
    {
        using var list = ListOf("checkout nonsense");

        (await Should.ThrowAsync<OwnersFileException>(() => list.StartingAsync(CancellationToken.None)))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith("the owners' list is not valid: line 1: "),
                message => message.ShouldEndWith("correct it, or unset Pipeline__NameOwnersList"));
    }

    [Fact]
    public async Task A_changed_file_holds_without_a_restart_and_a_bad_one_leaves_the_rules_as_they_are()
    {
        await StartAsync("checkout family:shop");
        Owners.ShouldBe("family:shop");

        await File.WriteAllTextAsync(path, "checkout family:store");
        await UntilAsync(() => Owners == "family:store");

        await File.WriteAllTextAsync(path, "checkout nonsense");
        time.Advance(TimeSpan.FromMinutes(1));
        Owners.ShouldBe("family:store");
        File.Delete(path);
        time.Advance(TimeSpan.FromMinutes(1));
        Owners.ShouldBe("family:store");

        await File.WriteAllTextAsync(path, "checkout family:shop family:store");
        await UntilAsync(() => Owners == "family:shop family:store");
    }

    public async ValueTask DisposeAsync()
    {
        await file.StopAsync(CancellationToken.None);
        file.Dispose();
        File.Delete(path);
    }

    private OwnersFile ListOf(string text) => new(
        new ProjectorSettings { Domain = "servicediscovery.internal", Names = new() { OwnersList = text } },
        OwnersFileUse.Decides, time, NullLogger<OwnersFile>.Instance);

    private string Owners => string.Join(' ', file.Rules.Find("checkout")!.Owners);

    private async Task StartAsync(string text)
    {
        await File.WriteAllTextAsync(path, text);
        await file.StartingAsync(CancellationToken.None);
        await file.StartAsync(CancellationToken.None);
    }

    /// <summary>Lets the file's clock go on until a condition holds.</summary>
    private async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!holds())
        {
            deadline.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }
}
