using Pipeline.Producer.Machine;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Machine;

public sealed class When_a_machine_is_asked_who_it_is
{
    [Fact]
    public async Task It_tells_its_identifier_and_its_private_address()
    {
        await using var emulated = await EmulatedMetadata.StartAsync(("instance-id", "i-0123456789abcdef0"), ("local-ipv4", "10.0.1.5"));
        using var metadata = new InstanceMetadataClient(emulated.Endpoint);

        (await MachineIdentity.FindAsync(null, null, metadata, TimeProvider.System, CancellationToken.None))
            .ShouldBe(new("i-0123456789abcdef0", "10.0.1.5"));
        emulated.Tokens.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_set_is_not_asked_for()
    {
        await using var emulated = await EmulatedMetadata.StartAsync(("local-ipv4", "10.0.1.5"));
        using var metadata = new InstanceMetadataClient(emulated.Endpoint);

        (await MachineIdentity.FindAsync("red", null, metadata, TimeProvider.System, CancellationToken.None))
            .ShouldBe(new("red", "10.0.1.5"));
        (await MachineIdentity.FindAsync("red", "10.0.1.6", metadata: null, TimeProvider.System, CancellationToken.None))
            .ShouldBe(new("red", "10.0.1.6"));
        emulated.Answers.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_ended_is_replaced()
    {
        await using var emulated = await EmulatedMetadata.StartAsync(("instance-id", "i-1"));
        using var metadata = new InstanceMetadataClient(emulated.Endpoint);
        await metadata.ReadAsync("instance-id", CancellationToken.None);

        emulated.ForgetTokens();

        (await metadata.ReadAsync("instance-id", CancellationToken.None)).ShouldBe("i-1");
        emulated.Tokens.ShouldBe(2);
    }

    [Fact]
    public async Task Where_it_cannot_be_asked_the_complaint_says_what_to_set()
    {
        var off = await Should.ThrowAsync<MissingSettingException>(
            () => MachineIdentity.FindAsync(null, null, metadata: null, TimeProvider.System, CancellationToken.None));
        off.Message.ShouldContain("Pipeline__HostId");
        off.Message.ShouldContain("Pipeline__HostAddress");

        await using var empty = await EmulatedMetadata.StartAsync();
        using var metadata = new InstanceMetadataClient(empty.Endpoint);
        var unanswered = await Should.ThrowAsync<HttpRequestException>(
            () => MachineIdentity.FindAsync(null, null, metadata, TimeProvider.System, CancellationToken.None));
        unanswered.Message.ShouldContain("instance-id");
    }

    [Theory]
    [InlineData(null, null, null, "http://169.254.169.254/")]
    [InlineData(null, "http://127.0.0.1:1338", null, "http://127.0.0.1:1338/")]
    [InlineData(null, null, "IPv6", "http://[fd00:ec2::254]/")]
    [InlineData("true", "http://127.0.0.1:1338", null, null)]
    public void It_is_found_as_the_AWS_SDKs_find_it(string? disabled, string? endpoint, string? mode, string? found) =>
        InstanceMetadataClient.FindEndpoint(name => name switch
        {
            "AWS_EC2_METADATA_DISABLED" => disabled,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT" => endpoint,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE" => mode,
            _ => null,
        })?.AbsoluteUri.ShouldBe(found);
}
