package dev.latchkey.verify.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Nobody can extend the class from outside: it is final, a record, an enum, sealed, an interface or an exception. */
final class BeClosed extends ArchCondition<JavaClass> {
    BeClosed() {
        super("be final, a record, an enum, sealed, an interface or an exception");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                || type.isRecord()
                || type.isAssignableTo(Enum.class)
                || type.isInterface()
                || type.isAnonymousClass()
                || type.isAssignableTo(Throwable.class)
                || type.reflect().isSealed();
        events.add(new SimpleConditionEvent(type, closed, type.getName() + " can be extended by anybody"));
    }
}
