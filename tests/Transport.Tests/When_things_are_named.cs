using MassTransit;
using Pipeline.Aws.Transport.Addresses;

namespace Pipeline.Transport.Tests;

public sealed class When_things_are_named
{
    public sealed record Nested(int Number);

    [Theory]
    [InlineData(typeof(Rang), "Pipeline_Transport_Tests-Rang")]
    [InlineData(typeof(Nested), "Pipeline_Transport_Tests-When_things_are_named_Nested")]
    [InlineData(typeof(Fault<Rang>), "MassTransit-Fault--Pipeline_Transport_Tests-Rang--")]
    [InlineData(typeof(Fault<Fault<Rang>>), "MassTransit-Fault--Fault--Pipeline_Transport_Tests-Rang----")]
    public void A_message_types_topic_is_named_after_it(Type type, string name) => new AmazonSqsMessageNameFormatter().GetMessageName(type).ShouldBe(name);

    [Theory]
    [InlineData("amazonsqs://eu-west-1/facts", "facts", null, true, false, false)]
    [InlineData("amazonsqs://eu-west-1/scope/facts", "facts", "scope", true, false, false)]
    [InlineData("amazonsqs://eu-west-1/answers?durable=false&autodelete=true", "answers", null, false, true, false)]
    [InlineData("amazonsqs://eu-west-1/bell?type=topic", "bell", null, true, false, true)]
    [InlineData("queue:facts", "facts", "home", true, false, false)]
    [InlineData("queue:facts?temporary=true", "facts", "home", false, true, false)]
    [InlineData("topic:bell", "home_bell", "home", true, false, true)]
    public void An_address_says_what_it_leads_to(string address, string name, string? scope, bool durable, bool autoDelete, bool topic)
    {
        var read = new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/home"), new Uri(address));

        (read.Name, read.Durable, read.AutoDelete, read.Type == AmazonSqsEndpointAddress.AddressType.Topic).ShouldBe((name, durable, autoDelete, topic));
        read.Scope.ShouldBe(scope ?? "/");
        var again = new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/home"), (Uri)read);
        (again.Name, again.Durable, again.AutoDelete, again.Type).ShouldBe((read.Name, read.Durable, read.AutoDelete, read.Type));
    }

    [Theory]
    [InlineData("rabbitmq://host/facts")]
    [InlineData("queue:facts.fifo")]
    [InlineData("amazonsqs://eu-west-1/")]
    [InlineData("queue:what%20is")]
    public void What_is_no_address_is_refused(string address) =>
        Should.Throw<ArgumentException>(() => new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/"), new Uri(address)));

    [Fact]
    public void Names_keep_to_their_limits()
    {
        EntityNames.QueueFlaw(new string('q', 80)).ShouldBeNull();
        EntityNames.QueueFlaw(new string('q', 81)).ShouldBe($"the queue name '{new string('q', 81)}' is longer than 80 characters");
        EntityNames.TopicFlaw("a.b")!.ShouldContain("more than letters");
        EntityNames.QueueFlaw("facts.fifo")!.ShouldContain("FIFO");
        EntityNames.QueueFlaw("")!.ShouldContain("needs a name");
    }
}
