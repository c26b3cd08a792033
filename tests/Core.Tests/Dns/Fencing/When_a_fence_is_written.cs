using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Core.Tests.Dns.Fencing;

public sealed class When_a_fence_is_written
{
    private const string Written =
        "\"owner=00000000000000000000000000000001 term=12 number=345 nonce=00000000000000000000000000000002\"";

    private static readonly ZoneFence Fence = new(new Guid("00000000000000000000000000000001"), 12, 345, new Guid(Written[^33..^1]));

    private static readonly Gen<ZoneFence> Fences = Gen.Select(
        Gen.Guid, Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], Gen.Guid,
        (owner, term, number, nonce) => new ZoneFence(owner, term, number, nonce));

    [Fact]
    public void A_person_can_read_it() => Fence.ToString().ShouldBe(Written);

    [Fact]
    public void What_is_written_is_read_and_is_one_string_of_DNS() => Fences.Sample(fence =>
    {
        var text = fence.ToString();
        ZoneFence.Parse(text).ShouldBe(fence);
        text.Length.ShouldBeLessThanOrEqualTo(ZoneFence.MaxLength);
        ZoneFence.MaxLength.ShouldBeLessThanOrEqualTo(255);
    });

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"v=spf1 -all\"")]
    [InlineData("\"owner=1 term=12 number=345 nonce=2\"")]
    [InlineData("owner=00000000000000000000000000000001 term=12 number=345 nonce=00000000000000000000000000000002")]
    [InlineData("\"owner=00000000000000000000000000000001 term=012 number=345 nonce=00000000000000000000000000000002\"")]
    [InlineData("\"owner=00000000000000000000000000000001 term=12 number=-5 nonce=00000000000000000000000000000002\"")]
    [InlineData("\"owner=0000000000000000000000000000000A term=12 number=345 nonce=00000000000000000000000000000002\"")]
    public void Nothing_else_is_read(string text) => ZoneFence.Parse(text).ShouldBeNull();

    [Fact]
    public void A_record_is_read_only_as_it_was_written()
    {
        var record = FenceRecord.Of(Fence);

        record.Read().ShouldBe(Fence);
        (record with { Ttl = 300 }).Read().ShouldBeNull();
        (record with { Values = [Written, "\"a note\""] }).Read().ShouldBeNull();
        (record with { SetIdentifier = "one", Routing = Routing.Weighted(1) }).Read().ShouldBeNull();
        (record with { Other = new OtherMembers { HealthCheckId = "h" } }).Read().ShouldBeNull();
    }
}
