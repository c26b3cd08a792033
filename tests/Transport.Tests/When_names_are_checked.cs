using MassTransit;
using MassTransit.AmazonSqsTransport;
using Pipeline.Aws.Transport.Addresses;

namespace Pipeline.Transport.Tests;

public sealed class When_names_are_checked
{
    public sealed record Nested(int Number);

    [Theory]
    [InlineData(typeof(ItemAdded), "Pipeline_Transport_Tests_Support-ItemAdded")]
    [InlineData(typeof(Nested), "Pipeline_Transport_Tests-When_names_are_checked_Nested")]
    [InlineData(typeof(Fault<ItemAdded>), "MassTransit-Fault--Pipeline_Transport_Tests_Support-ItemAdded--")]
    [InlineData(typeof(Fault<Fault<ItemAdded>>), "MassTransit-Fault--Fault--Pipeline_Transport_Tests_Support-ItemAdded----")]
    public void A_topic_is_named_after_its_message_type(Type type, string name) =>
        new AmazonSqsMessageNameFormatter().GetMessageName(type).ShouldBe(name);

    [Theory]
    [InlineData("amazonsqs://eu-west-1/facts", "facts", null, true, false, false)]
    [InlineData("amazonsqs://eu-west-1/scope/facts", "facts", "scope", true, false, false)]
    [InlineData("amazonsqs://eu-west-1/answers?durable=false&autodelete=true", "answers", null, false, true, false)]
    [InlineData("amazonsqs://eu-west-1/bell?type=topic", "bell", null, true, false, true)]
    [InlineData("queue:facts", "facts", "home", true, false, false)]
    [InlineData("queue:facts?temporary=true", "facts", "home", false, true, false)]
    [InlineData("topic:bell", "home_bell", "home", true, false, true)]
    public void An_address_is_parsed(string address, string name, string? scope, bool durable, bool autoDelete, bool topic)
    {
        var read = new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/home"), new Uri(address));

        (read.Name, read.Durable, read.AutoDelete, read.Type == AmazonSqsEndpointAddress.AddressType.Topic)
            .ShouldBe((name, durable, autoDelete, topic));
        read.Scope.ShouldBe(scope ?? "/");
        var again = new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/home"), (Uri)read);
        (again.Name, again.Durable, again.AutoDelete, again.Type).ShouldBe((read.Name, read.Durable, read.AutoDelete, read.Type));
    }

    [Theory]
    [InlineData("rabbitmq://host/facts")]
    [InlineData("queue:facts.fifo")]
    [InlineData("amazonsqs://eu-west-1/")]
    [InlineData("queue:what%20is")]
    public void An_invalid_address_is_rejected(string address) =>
        Should.Throw<ArgumentException>(() => new AmazonSqsEndpointAddress(new Uri("amazonsqs://eu-west-1/"), new Uri(address)));

    [Fact]
    public void Names_are_checked_against_the_limits()
    {
        EntityNames.QueueNameProblem(new string('q', 80)).ShouldBeNull();
        EntityNames.QueueNameProblem(new string('q', 81)).ShouldBe($"the queue name '{new string('q', 81)}' is longer than 80 characters");
        EntityNames.TopicNameProblem("a.b")!.ShouldContain("characters other than letters");
        EntityNames.QueueNameProblem("facts.fifo")!.ShouldContain("FIFO");
        EntityNames.QueueNameProblem("")!.ShouldContain("needs a name");
    }
}
